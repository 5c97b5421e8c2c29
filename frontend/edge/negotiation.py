"""What a browser says it takes: encodings, languages, the copy it already has."""

from collections.abc import Sequence
from functools import lru_cache

_OURS = ("br", "gzip", "identity")  # the smallest first, where the browser does not care
_LONGEST = 1024


@lru_cache(maxsize=512)
def encodings(accept: bytes) -> tuple[str, ...]:
    """Our encodings in the order the browser likes them; identity is always the last resort."""
    if not accept:
        return ("identity",)
    said = _weighted(accept)
    other = said.get("*", 0.0)
    liked = {name: said.get("x-gzip" if name == "gzip" and "gzip" not in said else name, other) for name in _OURS}
    # Identity is acceptable unless refused, but nobody who offers to decompress prefers it.
    liked["identity"] = said.get("identity", 0.0)
    order = sorted((name for name in _OURS if liked[name] > 0), key=lambda name: -liked[name])
    return (*order, *(() if "identity" in order else ("identity",)))


def language(accept: bytes, offered: Sequence[str]) -> str:
    """The best of the offered locales, the first where nothing fits."""
    said = _weighted(accept)
    for wanted in sorted((tag for tag in said if said[tag] > 0), key=lambda tag: -said[tag]):
        fitting = _fitting(wanted, [locale for locale in offered if said.get(locale.lower(), 1) > 0])
        if fitting:
            return fitting
    return offered[0]


def _fitting(wanted: str, offered: Sequence[str]) -> str | None:
    """`fr-CA` is content with `fr` (RFC 4647, 3.4), and `pt` with `pt-BR`."""
    words = wanted.split("-")
    for length in range(len(words), 0, -1):
        shorter = "-".join(words[:length])
        for locale in offered:
            if locale.lower() == shorter:
                return locale
    return next((locale for locale in offered if locale.lower().startswith(wanted + "-")), None)


def holds(known: bytes, etag: bytes) -> bool:
    """Whether If-None-Match names this copy; weak comparison (RFC 9110, 13.1.2)."""
    if known == etag:
        return True
    tags = (tag.strip() for tag in known.split(b","))
    return any(tag.removeprefix(b"W/") == etag or tag == b"*" for tag in tags)


def _weighted(header: bytes) -> dict[str, float]:
    """`a;q=0.5, b` as weights; what cannot be read weighs nothing."""
    weights: dict[str, float] = {}
    for item in header[:_LONGEST].decode("latin-1").lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if name:
            weights.setdefault(name, _weight(parameters))
    return weights


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
