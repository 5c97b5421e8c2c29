"""What stands round each page, and how documents and versions are named on it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Literal
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from services.policy_hosting.publication.addresses import Addresses, feed
from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.naming import audience_name, kind_name
from services.policy_hosting.publication.view import (
    Announced,
    DocumentView,
    Furniture,
    Language,
    Link,
    VersionState,
    VersionView,
)
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion
from services.policy_hosting.versions.state import Change, State, Way
from shared.i18n import translator

Ground = Literal["law", "favour"]
_STATES: dict[State, VersionState] = {
    State.SCHEDULED: "announced",
    State.IN_FORCE: "in-force",
    State.SUPERSEDED: "superseded",
    State.WITHDRAWN: "withdrawn",
}


def furniture(center: Center, locale: str, path: Callable[[Addresses], str] | None) -> Furniture:
    """For the page at `path` in each language; None for a page without an address (404, 503)."""
    own = Addresses(locale)
    where = path or (lambda addresses: addresses.home)
    return Furniture(
        profile=center.profile,
        locale=locale,
        home=own.home,
        center=own.center,
        feed=feed(locale, center.default),
        documents=tuple(
            Link(label=named.title, href=named.href, lang=named.lang)
            for named in (document_view(each, locale) for each in center.documents)
        ),
        languages=tuple(
            Language(
                code=code,
                href=where(Addresses(code)),
                url=center.origin + where(Addresses(code)),
                current=code == locale,
            )
            for code in center.profile.locales
        ),
        canonical=center.origin + path(own) if path else None,
        indexed=center.indexed and path is not None,
        report=_report(center, center.origin + path(own) if path else center.origin),
    )


def _report(center: Center, page: str) -> str:
    """A letter to the operator that names the page."""
    to = center.settings.operator_contact
    return f"mailto:{to}?{urlencode({'subject': page}, quote_via=quote)}" if to else ""


def document_view(document: PublicDocument, locale: str, version: PublicVersion | None = None) -> DocumentView:
    """A document as pages in this language name it, by the title of a version (the one in force without one)."""
    own = Addresses(locale)
    named = version or shown(document)
    title, lang = title_of(document, named, locale)
    return DocumentView(
        kind=document.kind.value,
        title=title,
        lang=lang,
        href=own.policy(document.slug),
        versions=own.versions(document.slug),
        on=own.on(document.slug),
        audience=audience_name(document.audience, locale),
    )


def title_of(document: PublicDocument, version: PublicVersion, locale: str) -> tuple[str, str | None]:
    """The title in the reader's language, else the prevailing one with its language, else the kind's name."""
    for candidate in (locale, document.prevailing_locale):
        text = version.texts.get(candidate)
        if text and text.title:
            return text.title, None if candidate == locale else candidate
    return kind_name(document.kind, locale), None


def shown(document: PublicDocument) -> PublicVersion:
    """What a document's lasting address shows: the text in force, else the next one, else the last one."""
    return document.in_force or next(iter(document.coming), None) or document.past_and_present[-1]


def version_view(center: Center, document: PublicDocument, version: PublicVersion, locale: str) -> VersionView:
    """A version as a point in time, in words of the reader's language where there are any."""
    own = Addresses(locale)
    announcement = version.announcement
    summary, summary_lang = _worded(version.summary, document, locale)
    reason, reason_lang = _reason(version, document, locale)
    before = previous(document, version)
    ended = version.ended_at.astimezone(ZoneInfo(center.profile.zone)).date() if version.ended_at else None
    return VersionView(
        number=version.number,
        state=_STATES[version.state],
        href=own.version(document.slug, version.number),
        begins=version.effective_on,
        # a version that ended within its day has that day as its last
        ends=max(ended - timedelta(days=1), version.effective_on) if ended else None,
        # what holds from the moment it was published, or from before, was not announced
        announced=announcement.announced_on
        if announcement and announcement.announced_at < version.effective_from
        else None,
        called_off=announcement.called_off_on if announcement else None,
        entered=version.entered_on,
        material=version.change is Change.MATERIAL,
        summary=summary,
        lang=summary_lang,
        ground=_ground(version),
        reason=reason,
        reason_lang=reason_lang,
        compare=own.comparison(document.slug, before.number, version.number) if before else None,
    )


def previous(document: PublicDocument, version: PublicVersion) -> PublicVersion | None:
    """The version readers compare this one with: the one that held, or will hold, before it."""
    if version.state is State.WITHDRAWN:
        return document.on(version.announcement.announced_on) if version.announcement else None
    line = [*document.past_and_present, *document.coming]
    place = line.index(version)
    return line[place - 1] if place else None


def announced(center: Center, document: PublicDocument, locale: str) -> Announced | None:
    """The next change that is coming, for the banner; a first version that is coming changes nothing."""
    coming = next(iter(document.coming), None)
    if coming is None or document.in_force is None:
        return None
    view = version_view(center, document, coming, locale)
    return Announced(
        begins=coming.effective_on,
        version=view.href,
        compare=view.compare,
        summary=view.summary,
        lang=view.lang if view.summary else None,
    )


def _ground(version: PublicVersion) -> Ground | None:
    way = version.announcement.way if version.announcement else None
    grounds: dict[Way, Ground] = {Way.LAW: "law", Way.FAVOUR: "favour"}
    return grounds.get(way) if way else None


def _reason(version: PublicVersion, document: PublicDocument, locale: str) -> tuple[str | None, str | None]:
    announcement = version.announcement
    if announcement is None:
        return None, None
    if announcement.corrected and version.corrected_by:
        words = translator(locale)
        return words.gettext("Corrected: version {number} stands in its place.", number=version.corrected_by), None
    if announcement.called_off_reasons:
        return _worded(announcement.called_off_reasons, document, locale)
    return _worded(announcement.reasons, document, locale)


def _worded(words: Mapping[str, str], document: PublicDocument, locale: str) -> tuple[str | None, str | None]:
    """Words in the reader's language, else the prevailing one's or any, with their language."""
    for candidate in (locale, document.prevailing_locale, *sorted(words)):
        if words.get(candidate):
            return words[candidate], None if candidate == locale else candidate
    return None, None
