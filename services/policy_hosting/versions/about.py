"""A version with all that a page about it shows: its document, texts, which are stale, and what may be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.policy_hosting.documents.document import Document
from services.policy_hosting.translations.translation import Translation, stale_locales, texts_of
from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.version import Version, numbered
from shared.events import TenantProfile
from shared.tenancy.profile import profile


@dataclass(frozen=True, kw_only=True)
class About:
    """A version at hand."""

    document: Document
    version: Version
    texts: Mapping[str, Translation]
    who: TenantProfile

    @property
    def stale(self) -> Sequence[str]:
        """Languages whose text was made from another prevailing text."""
        return stale_locales(self.texts, self.document.prevailing_locale)

    @property
    def locales(self) -> Sequence[str]:
        """The tenant's languages, the prevailing one first."""
        first = self.document.prevailing_locale
        return (first, *(each for each in self.who.locales if each != first))

    @property
    def missing(self) -> Sequence[str]:
        return [each for each in self.locales if each not in self.texts]

    @property
    def path(self) -> str:
        """Where it is in the console, below the tenant."""
        return f"/policies/{self.document.slug}/versions/{self.version.number}"


async def about(slug: str, number: int) -> About:
    """The version at this address; raises Missing."""
    document = await Document.named(slug)
    version = await numbered(document.id, number)
    return await about_this(document, version)


async def about_this(document: Document, version: Version) -> About:
    """A version that is at hand already."""
    texts = (await texts_of([version.id]))[version.id]
    return About(document=document, version=version, texts=texts, who=await profile())


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A version as a point in time."""

    version: Version
    announced_on: date | None
    reasons: Mapping[str, str]
    called_off_on: date | None


async def timeline_of(document: Document) -> list[Dated]:
    """Every version, the newest number first."""
    versions = await Version.filter(document_id=document.id).order_by("-number")
    known: dict[UUID, Announcement] = {}
    if versions:
        ids = [each.id for each in versions]
        for each in await Announcement.filter(version_id__in=ids).order_by("announced_at"):
            known[each.version_id] = each
    return [_dated(version, known.get(version.id)) for version in versions]


def _dated(version: Version, announcement: Announcement | None) -> Dated:
    return Dated(
        version=version,
        announced_on=announcement.announced_on if announcement else None,
        reasons=announcement.reasons if announcement else {},
        called_off_on=announcement.called_off_on if announcement else None,
    )
