"""The headers of everything the edge answers itself, built once per page: few and short."""

from collections.abc import Iterable

# No script, no style and no form from anywhere but the page's own host.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FRESH = "public, max-age=0, s-maxage=5, stale-if-error=604800"
FOREVER = "public, max-age=31536000, immutable"
NEVER = "no-store"

Pairs = Iterable[tuple[str, str]]


def security(media_type: str, *, secure: bool) -> list[tuple[str, str]]:
    """`same-origin` as referrer: with `no-referrer` a browser sends `Origin: null` with our own forms."""
    pairs = [("x-content-type-options", "nosniff"), ("cross-origin-resource-policy", "same-origin")]
    if media_type.startswith("text/html"):
        pairs += [
            ("content-security-policy", _POLICY),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ]
    if secure:
        pairs.append(("strict-transport-security", "max-age=31536000"))
    return pairs


def raw(pairs: Pairs) -> list[tuple[bytes, bytes]]:
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in pairs]


def written(pairs: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Headers as they travel."""
    return b"".join(b"%b: %b\r\n" % pair for pair in pairs)


def parsed(top: bytes) -> list[tuple[bytes, bytes]]:
    """The way back; our own headers, so one form is enough."""
    cut = (line.partition(b": ") for line in top.split(b"\r\n") if line)
    return [(name, value) for name, _, value in cut]
