"""What is coming, day by day: the versions that are announced."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.policy_hosting.documents.listing import listed
from shared.i18n import translator


@dataclass(frozen=True, kw_only=True)
class Coming:
    """A day on which something takes effect."""

    id: UUID
    day: date
    slug: str
    title: str
    number: int
    summary: str
    said: str


async def coming(locale: str) -> list[Coming]:
    """The next first."""
    words = translator(locale)
    found = [
        Coming(
            id=each.id,
            day=each.effective_on,
            slug=row.document.slug,
            title=row.title,
            number=each.number,
            summary=each.summary.get(locale) or next(iter(each.summary.values()), ""),
            said=words.gettext("{title}, version {number} takes effect", title=row.title, number=each.number),
        )
        for row in await listed(locale)
        for each in row.coming
        if each.effective_on
    ]
    return sorted(found, key=lambda each: (each.day, each.slug))
