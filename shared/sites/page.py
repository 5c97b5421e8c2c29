"""What a service publishes at a path: a page, a redirect, or a document's timeline."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from shared.errors import Invalid

_PATH = re.compile(r"/[A-Za-z0-9._~!$&'()*+,;=:@/-]*")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_OF_THE_EDGE = {
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "date",
    "etag",
    "set-cookie",
    "transfer-encoding",
    "vary",
}
_TEXT = re.compile(r"[\x20-\x7e]*")


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page; `headers` are additions to those the edge sets on every page.

    `source` is a mark of what it was made from, kept in the manifest, by which its owner knows it again.
    """

    body: bytes
    type: str
    language: str | None = None
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that leads elsewhere."""

    location: str
    status: int = 302


@dataclass(frozen=True, slots=True)
class Timeline:
    """A document's versions in time: (day from which it is in force, version number), sorted."""

    known_from: date
    versions: tuple[tuple[date, int], ...]

    def at(self, day: date) -> int | None:
        """The version in force at the end of that day; None before the first known one."""
        if day < self.known_from:
            return None
        place = bisect_right(self.versions, day, key=lambda version: version[0])
        return self.versions[place - 1][1] if place else None


def check_path(path: str) -> None:
    """Refuse a path that could be written in more than one way, or climb out of its site."""
    words = path.split("/")
    if not _PATH.fullmatch(path) or any(word in {".", ".."} for word in words) or "" in words[1:-1]:
        raise Invalid(f"A published path is plain words between slashes: {path!r} is not.")


def check_page(path: str, page: Page) -> None:
    """Refuse what could not be sent as a header, and headers that are the edge's to set (or nobody's: cookies)."""
    for name, value in (("type", page.type), ("language", page.language or ""), *page.headers):
        if not _NAME.fullmatch(name) or not _TEXT.fullmatch(value) or name.lower() in _OF_THE_EDGE:
            raise Invalid(f"{path}: the header {name!r} cannot be sent.")


def check_redirect(path: str, redirect: Redirect) -> None:
    """Redirects stay on their own host, so that no published entry is a way out."""
    inside = redirect.location.startswith("/") and not redirect.location.startswith(("//", "/\\"))
    if not inside or not _TEXT.fullmatch(redirect.location) or redirect.status not in {301, 302, 303, 307, 308}:
        raise Invalid(f"{path}: a redirect leads to a path of the same host.")
