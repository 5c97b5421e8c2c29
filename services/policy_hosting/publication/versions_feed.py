"""What the feed of a center says: each announcement, each taking effect, each calling off, with its public words."""

from collections.abc import Iterator
from datetime import datetime

from services.policy_hosting.publication.addresses import Addresses, feed
from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.feeds import FeedEntry, atom
from services.policy_hosting.publication.furniture import title_of, version_view
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion
from shared import clock
from shared.i18n import Translator, translator


def versions_feed(center: Center, locale: str) -> bytes:
    """The feed in one language."""
    words = translator(locale)
    entries = [
        entry
        for document in center.documents
        for version in document.versions
        for entry in _entries(center, document, version, locale)
    ]
    return atom(
        center.tenant,
        title=words.gettext("{company}: versions of our policies", company=center.profile.name),
        author=center.profile.legal_entity or center.profile.name,
        locale=locale,
        home=center.origin + Addresses(locale).home,
        own=center.origin + feed(locale, center.default),
        entries=entries,
    )


def _entries(center: Center, document: PublicDocument, version: PublicVersion, locale: str) -> Iterator[FeedEntry]:
    words = translator(locale)
    title = title_of(document, version, locale)[0]
    for what, at, said in _happenings(center, version, words, title):
        summary = version_view(center, document, version, locale).summary
        yield FeedEntry(
            id=f"urn:uuid:{version.id}#{what}",
            title=said,
            at=at,
            url=center.origin + Addresses(locale).version(document.slug, version.number),
            words=summary or said,
        )


def _happenings(
    center: Center, version: PublicVersion, words: Translator, title: str
) -> Iterator[tuple[str, datetime, str]]:
    day, number = words.date(version.effective_on), version.number
    announcement = version.announcement
    if announcement is not None and announcement.announced_at < version.effective_from:
        yield (
            "announced",
            announcement.announced_at,
            words.gettext("{title}, version {number}: announced for {day}", title=title, number=number, day=day),
        )
    if announcement is not None and announcement.called_off_on is not None:
        yield (
            "called-off",
            clock.midnight(announcement.called_off_on, center.profile.zone),
            words.gettext("{title}, version {number}: called off", title=title, number=number),
        )
    if version.was_in_force:
        yield (
            "took-effect",
            version.effective_from,
            words.gettext("{title}, version {number}: in force since {day}", title=title, number=number, day=day),
        )
