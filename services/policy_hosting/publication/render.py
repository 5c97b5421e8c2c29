"""A whole center rendered: every path with its bytes, from one state; rendering twice gives the same bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from services.policy_hosting.publication import well_known
from services.policy_hosting.publication.addresses import (
    ROBOTS,
    SECURITY,
    SERVICE_SITEMAP,
    SITEMAP,
    Addresses,
    feed,
)
from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.comparison_page import comparison_page
from services.policy_hosting.publication.forms import json_form, markdown_form
from services.policy_hosting.publication.furniture import previous, shown
from services.policy_hosting.publication.home_page import center_page, error_page, home_page
from services.policy_hosting.publication.policy_page import policy_page, version_page
from services.policy_hosting.publication.versions_feed import versions_feed
from services.policy_hosting.publication.versions_page import before_page, versions_page
from services.policy_hosting.versions.reading import PublicDocument
from shared.sites import Page, Redirect, Timeline

HTML = "text/html; charset=utf-8"
MARKDOWN = "text/markdown; charset=utf-8"
JSON = "application/json"
XML = "application/xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
SERVICES = ("policy_hosting",)
"""Services with a sitemap of their own; the index lists them."""


@dataclass
class Rendered:
    """What the site store is given."""

    headers: tuple[tuple[str, str], ...] = ()
    entries: dict[str, Page | Redirect] = field(default_factory=dict)
    timelines: dict[str, Timeline] = field(default_factory=dict)
    errors: dict[str, Page] = field(default_factory=dict)

    def put(self, path: str, body: str | bytes, kind: str, language: str | None = None, status: int = 200) -> None:
        raw = body if isinstance(body, bytes) else body.encode()
        self.entries[path] = Page(raw, kind, language=language, status=status, headers=self.headers)


def render_center(center: Center, today: date) -> Rendered:
    """Every page of policy_hosting for one tenant; holds the processor, so it runs in a thread."""
    rendered = Rendered(center.headers)
    for locale in center.profile.locales:
        _pages_of_center(rendered, center, locale)
        for document in center.documents:
            _pages_of_document(rendered, center, document, locale)
    for document in center.documents:
        if document.past_and_present:
            rendered.timelines[document.slug] = Timeline(known_from=document.timeline[0][0], versions=document.timeline)
    _files(rendered, center, today)
    return rendered


def _pages_of_center(rendered: Rendered, center: Center, locale: str) -> None:
    own = Addresses(locale)
    rendered.put(own.home, home_page(center, locale), HTML, locale)
    rendered.entries[own.home.rstrip("/")] = Redirect(own.home, 308)
    rendered.put(own.center, center_page(center, locale), HTML, locale)
    rendered.put(feed(locale, center.default), versions_feed(center, locale), ATOM, locale)
    for status, name in ((404, "missing"), (503, "unavailable")):
        body = error_page(center, name, locale).encode()
        rendered.errors[f"{status}/{locale}"] = Page(body, HTML, language=locale, status=status)


def _pages_of_document(rendered: Rendered, center: Center, document: PublicDocument, locale: str) -> None:
    own, slug, newest = Addresses(locale), document.slug, shown(document)
    rendered.put(own.policy(slug), policy_page(center, document, locale), HTML, locale)
    rendered.put(own.form(slug, "md"), markdown_form(center, document, newest, locale), MARKDOWN, locale)
    rendered.put(own.form(slug, "json"), json_form(center, document, newest, locale), JSON, locale)
    rendered.put(own.versions(slug), versions_page(center, document, locale), HTML, locale)
    rendered.put(own.before(slug), before_page(center, document, locale), HTML, locale)
    for version in document.versions:
        number = version.number
        rendered.put(own.version(slug, number), version_page(center, document, version, locale), HTML, locale)
        for ending, kind, form in (("md", MARKDOWN, markdown_form), ("json", JSON, json_form)):
            rendered.put(own.version_form(slug, number, ending), form(center, document, version, locale), kind, locale)
        before = previous(document, version)
        if before is not None:
            path = own.comparison(slug, before.number, number)
            rendered.put(path, comparison_page(center, document, before, version, locale), HTML, locale)


def _files(rendered: Rendered, center: Center, today: date) -> None:
    origin = center.origin
    rendered.put(ROBOTS, well_known.robots(origin, indexed=center.indexed), TEXT)
    rendered.put(SITEMAP, well_known.sitemap_index(origin, SERVICES), XML)
    rendered.put(SERVICE_SITEMAP, well_known.sitemap(_indexed_pages(center)), XML)
    contact = _security_contact(center)
    if contact:
        rendered.put(
            SECURITY,
            well_known.security(contact, origin=origin, locales=center.profile.locales, today=today),
            TEXT,
        )


def _indexed_pages(center: Center) -> Iterator[dict[str, str]]:
    """Lasting addresses only; versions and comparisons are found from them."""
    if not center.indexed:
        return
    yield center.everywhere(lambda where: where.home)
    yield center.everywhere(lambda where: where.center)
    for document in center.documents:
        paths: list[Callable[[Addresses], str]] = [
            lambda where, slug=document.slug: where.policy(slug),  # type: ignore[misc]  # bound now
            lambda where, slug=document.slug: where.versions(slug),  # type: ignore[misc]
        ]
        yield from (center.everywhere(path) for path in paths)


def _security_contact(center: Center) -> str | None:
    if center.profile.security_contact:
        return center.profile.security_contact
    mails = [each.value for each in center.profile.contacts if each.kind == "email"]
    return f"mailto:{mails[0]}" if mails else None
