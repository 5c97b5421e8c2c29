"""What an address of a privacy center means: a page, a way on, a service's, or nothing."""

import re
from dataclasses import dataclass
from datetime import date

from frontend.edge.answer import Answer, redirect
from frontend.edge.asked import Asked
from frontend.edge.headers import FRESH, NEVER
from frontend.edge.hosts import Kind
from frontend.edge.negotiation import language
from frontend.edge.routes import Passed, Table
from frontend.edge.shelf import Standing
from shared.sites import Entry, Redirect

_ON = re.compile(r"/([^/]+)/policies/([^/]+)/on(?:/([^/]+))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_ASKED = re.compile(rb"(?:^|&)day=([0-9]{4}-[0-9]{2}-[0-9]{2})(?:&|$)")


@dataclass(frozen=True, slots=True)
class Found:
    """A published page, by its path or by the name of an error page."""

    name: str
    entry: Entry


Meaning = Found | Answer | Passed | None
"""None: there is nothing at this address."""


def meaning(asked: Asked, standing: Standing, table: Table) -> Meaning:
    """In this order: what a service takes, what is published, what the edge knows to be somewhere else."""
    paths = standing.shelf.paths
    passed = table.find(Kind.CENTER, asked.path, asked.method) if asked.plain else None
    if passed is not None and not asked.reading:
        return passed
    entry = paths.get(asked.path)
    if entry is not None or asked.path == "/":
        return _not_here(asked, table) or (_published(asked, entry) if entry else _home(asked, standing))
    if not asked.reading:
        return None
    return _elsewhere(asked, standing) or passed


def locale_of(asked: Asked, standing: Standing) -> str:
    """The path's language if the tenant has it, else as `/` would choose."""
    word = (asked.plain or asked.path).split("/")[1]
    locales = standing.file.locales
    return word if word in locales else language(asked.header(b"accept-language"), locales)


def error_page(asked: Asked, standing: Standing, status: int) -> Found | None:
    """The tenant's own page for this status in the reader's language, or in its first."""
    for locale in (locale_of(asked, standing), *standing.file.locales):
        name = f"{status}/{locale}"
        entry = standing.shelf.errors.get(name)
        if entry is not None:
            return Found(name, entry)
    return None


def _not_here(asked: Asked, table: Table) -> Answer | None:
    if asked.reading:
        return None
    allowed = sorted({"GET", "HEAD", *table.methods(Kind.CENTER, asked.path)})
    return Answer(405, [("allow", ", ".join(allowed)), ("cache-control", NEVER)])


def _published(asked: Asked, entry: Entry | Redirect) -> Meaning:
    if isinstance(entry, Redirect):
        return redirect(entry.location, entry.status, ("cache-control", FRESH))
    return Found(asked.path, entry)


def _home(asked: Asked, standing: Standing) -> Answer:
    locale = language(asked.header(b"accept-language"), standing.file.locales)
    return redirect(f"/{locale}/", 302, ("cache-control", NEVER), ("vary", "accept-language"))


def _elsewhere(asked: Asked, standing: Standing) -> Answer | None:
    """A text on a day, or a published path written with a slash too many, one too few, or escapes."""
    path = asked.plain
    if path is None:
        return None
    paths = standing.shelf.paths
    for other in (path, path.rstrip("/"), path + "/"):
        if other != asked.path and other in paths:
            return redirect(other + asked.tail, 308, ("cache-control", FRESH))
    on = _ON.fullmatch(path)
    return _on_day(on[1], on[2], on[3], asked, standing) if on else None


def _on_day(locale: str, slug: str, word: str | None, asked: Asked, standing: Standing) -> Answer | None:
    timeline = standing.shelf.timelines.get(slug)
    if timeline is None or locale not in standing.file.locales:
        return None
    policy = f"/{locale}/policies/{slug}"
    if word is None:
        # The date field of a page without script; an empty one leads back to the list of versions.
        typed = _DAY_ASKED.search(asked.query)
        place = f"{policy}/on/{typed[1].decode()}" if typed and _day(typed[1].decode()) else f"{policy}/versions"
        return redirect(place, 302, ("cache-control", FRESH))
    day = _day(word)
    if day is None:
        return None
    number = timeline.at(day)
    place = f"{policy}/versions/before" if number is None else f"{policy}/versions/{number}"
    return redirect(f"{place}?on={day}", 302, ("cache-control", FRESH))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
