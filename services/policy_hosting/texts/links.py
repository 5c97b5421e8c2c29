"""Where a link in a policy may lead: the web, a mailbox, a telephone, or within the center; nowhere else."""

import re

from markdown_it.common.normalize_url import normalizeLink

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"//[^/?#]+")


def refusal(href: str) -> str | None:
    """Why a link may not lead there, in words for its author; None if it may."""
    if not href:
        return "a link needs an address"
    if href.startswith(("//", "\\", "/\\")):
        return f"the address “{href}” needs its scheme: write https: in front of it"
    before_path = re.split(r"[/?#]", href, maxsplit=1)[0]
    if ":" in before_path:
        scheme = before_path.partition(":")[0].lower()
        if scheme not in SCHEMES or not _SCHEME.match(href):
            return f"links may lead to http, https, mailto and tel addresses, not to “{scheme}:”"
        if scheme in {"http", "https"} and not _HOST.match(href, len(scheme) + 1):
            return f"the address “{href}” names no host"
    return None


def allowed(href: str) -> bool:
    return refusal(href) is None


def normal(href: str) -> str:
    """The address percent-encoded, as a browser would send it."""
    try:
        return normalizeLink(href)
    except ValueError:  # not an address at all (an unclosed IPv6 bracket); refused where its line is known
        return ""


def leaves_the_center(href: str) -> bool:
    return href.lower().startswith(("http:", "https:"))
