"""What programs are told of a version."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel

from services.policy_hosting.versions.about import About
from services.policy_hosting.versions.announcement import Announcement as Kept
from services.policy_hosting.versions.editing import subjects_of
from services.policy_hosting.versions.state import Change, State, Way


class TextBrief(BaseModel):
    """A text without its words."""

    locale: str
    title: str
    hash: str
    stale: bool


class Text(TextBrief):
    """A text in one language, as Markdown."""

    text: str

    @classmethod
    def of(cls, about: About, locale: str) -> Self:
        kept = about.texts[locale]
        stale = locale in about.stale
        return cls(locale=locale, title=kept.title, hash=kept.text_hash, stale=stale, text=kept.text)


class Announcement(BaseModel):
    """That the version would take effect, when, and by which way."""

    announced_on: date
    effective_on: date
    earliest_on: date | None
    way: Way
    reasons: dict[str, str]
    called_off_on: date | None


class Version(BaseModel):
    """A version of a document."""

    id: UUID
    document: str
    number: int
    state: State
    change: Change
    summary: dict[str, str]
    effective_on: date | None
    effective_from: datetime | None
    ended_at: datetime | None
    content_hash: str
    texts: list[TextBrief]
    announcements: list[Announcement]


class Versions(BaseModel):
    """The versions of a document, the newest first."""

    items: list[Version]


class VersionWithTexts(Version):
    """A version with its words and facts."""

    texts: list[Text]  # type: ignore[assignment]  # more of the same
    facts: dict[str, Any]

    @classmethod
    async def whole(cls, about: About) -> Self:
        texts = [Text.of(about, locale).model_dump() for locale in sorted(about.texts)]
        brief = (await described(about)).model_dump()
        return cls(**{**brief, "texts": texts, "facts": subjects_of(about.version)})


async def described(about: About) -> Version:
    """A version as programs see it."""
    version = about.version
    announcements = await Kept.filter(version_id=version.id).order_by("announced_at")
    return Version(
        id=version.id,
        document=about.document.slug,
        number=version.number,
        state=version.state,
        change=version.change,
        summary=version.summary,
        effective_on=version.effective_on,
        effective_from=version.effective_from,
        ended_at=version.ended_at,
        content_hash=version.content_hash,
        texts=[TextBrief(**Text.of(about, locale).model_dump(exclude={"text"})) for locale in sorted(about.texts)],
        announcements=[
            Announcement.model_validate({name: getattr(each, name) for name in Announcement.model_fields})
            for each in announcements
        ],
    )
