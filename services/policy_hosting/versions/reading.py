"""Reading: everything that may be published of a tenant, in a handful of queries, as plain frozen records."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.policy_hosting.documents.document import Document
from services.policy_hosting.documents.kind import Audience, Kind
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.translations.translation import Translation, texts_of
from services.policy_hosting.versions import revision
from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.binding import facts_of
from services.policy_hosting.versions.promise import Promise
from services.policy_hosting.versions.state import Change, State, Way
from services.policy_hosting.versions.version import Version

_PUBLIC = [State.SCHEDULED, State.IN_FORCE, State.SUPERSEDED, State.WITHDRAWN]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicText:
    """A text in one language; `stale` where the prevailing text has changed since it was made."""

    locale: str
    title: str
    text: str
    text_hash: str
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAnnouncement:
    """What the world may know of an announcement: no names of staff."""

    announced_at: datetime
    announced_on: date
    effective_on: date
    earliest_on: date | None
    way: Way
    reasons: Mapping[str, str]
    promise: Promise | None
    held_on: date | None
    held_from: date | None
    called_off_on: date | None
    called_off_reasons: Mapping[str, str]
    corrected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicVersion:
    """A version readers may see: in force, before, to come, or called off."""

    id: UUID
    number: int
    state: State
    change: Change
    summary: Mapping[str, str]
    facts_yaml: str
    facts: Facts | None
    content_hash: str
    effective_on: date
    effective_from: datetime
    ended_at: datetime | None
    entered_on: date | None
    corrects: int | None  # the number of the announced version it stands in for
    corrected_by: int | None
    announcement: PublicAnnouncement | None  # None: history
    texts: Mapping[str, PublicText]

    @property
    def was_in_force(self) -> bool:
        return self.state in (State.IN_FORCE, State.SUPERSEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDocument:
    """A document with all its public versions, by the day they took or take effect."""

    id: UUID
    slug: str
    kind: Kind
    audience: Audience
    prevailing_locale: str
    versions: tuple[PublicVersion, ...]

    @property
    def in_force(self) -> PublicVersion | None:
        return next((each for each in self.versions if each.state is State.IN_FORCE), None)

    @property
    def coming(self) -> tuple[PublicVersion, ...]:
        """Announced and scheduled versions, the next first."""
        return tuple(each for each in self.versions if each.state is State.SCHEDULED)

    @property
    def past_and_present(self) -> tuple[PublicVersion, ...]:
        return tuple(each for each in self.versions if each.was_in_force)

    @property
    def timeline(self) -> tuple[tuple[date, int], ...]:
        """Which number holds from which day on; of two on one day the later, for a day is asked for at its end."""
        days = {each.effective_on: each.number for each in self.past_and_present}
        return tuple(sorted(days.items()))

    def on(self, day: date) -> PublicVersion | None:
        """The version in force at the end of a day; None before the first known one."""
        past = [each for each in self.past_and_present if each.effective_on <= day]
        return past[-1] if past else None

    def same_day(self, version: PublicVersion) -> tuple[PublicVersion, ...]:
        """Earlier versions of the same day, which the page of that day names."""
        return tuple(
            each
            for each in self.past_and_present
            if each.effective_on == version.effective_on and each.effective_from < version.effective_from
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All of a tenant that may be published, at one revision."""

    revision: int
    documents: tuple[PublicDocument, ...]


async def publication() -> Publication:
    """The tenant's publication as committed; five queries, whatever the number of documents and versions."""
    counted = await revision.current()
    documents = await Document.all().order_by("created_at", "id")
    known = [document.id for document in documents]  # one opened since then comes with a later revision
    public = Version.filter(document_id__in=known, state__in=_PUBLIC, effective_from__isnull=False)
    versions = await public.order_by("effective_from", "number")
    texts = await texts_of(version.id for version in versions)
    announcements = {each.version_id: each for each in await Announcement.all().order_by("announced_at")}
    numbers = {version.id: version.number for version in versions}
    corrections = {version.corrects: version.number for version in versions if version.corrects}
    prevailing = {document.id: document.prevailing_locale for document in documents}
    found: dict[UUID, list[PublicVersion]] = defaultdict(list)
    for version in versions:
        found[version.document_id].append(
            _version(
                version,
                _texts(texts[version.id], prevailing[version.document_id]),
                announcements.get(version.id),
                corrects=numbers.get(version.corrects) if version.corrects else None,
                corrected_by=corrections.get(version.id),
            )
        )
    return Publication(
        revision=counted,
        documents=tuple(_document(each, tuple(found[each.id])) for each in documents if found[each.id]),
    )


def _document(document: Document, versions: tuple[PublicVersion, ...]) -> PublicDocument:
    return PublicDocument(
        id=document.id,
        slug=document.slug,
        kind=document.kind,
        audience=document.audience,
        prevailing_locale=document.prevailing_locale,
        versions=versions,
    )


def _version(
    version: Version,
    texts: Mapping[str, PublicText],
    announcement: Announcement | None,
    *,
    corrects: int | None,
    corrected_by: int | None,
) -> PublicVersion:
    assert version.effective_on is not None  # noqa: S101  the query asked for those with a date
    assert version.effective_from is not None  # noqa: S101
    return PublicVersion(
        id=version.id,
        number=version.number,
        state=version.state,
        change=version.change,
        summary=version.summary,
        facts_yaml=version.facts,
        facts=facts_of(version.facts),
        content_hash=version.content_hash,
        effective_on=version.effective_on,
        effective_from=version.effective_from,
        ended_at=version.ended_at,
        entered_on=version.entered_on,
        corrects=corrects,
        corrected_by=corrected_by,
        announcement=_announcement(announcement) if announcement else None,
        texts=texts,
    )


def _announcement(kept: Announcement) -> PublicAnnouncement:
    return PublicAnnouncement(
        announced_at=kept.announced_at,
        announced_on=kept.announced_on,
        effective_on=kept.effective_on,
        earliest_on=kept.earliest_on,
        way=kept.way,
        reasons=kept.reasons,
        promise=kept.kept_promise(),
        held_on=kept.held_on,
        held_from=kept.held_from,
        called_off_on=kept.called_off_on,
        called_off_reasons=kept.called_off_reasons,
        corrected=kept.corrected_at is not None,
    )


def _texts(texts: Mapping[str, Translation], prevailing: str) -> dict[str, PublicText]:
    source = texts.get(prevailing)
    return {
        locale: PublicText(
            locale=locale, title=text.title, text=text.text, text_hash=text.text_hash, stale=text.stale(source)
        )
        for locale, text in sorted(texts.items())
    }
