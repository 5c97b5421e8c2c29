"""What is said on the bus of a version's life; ids, dates and public numbers only."""

from typing import Literal

from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.state import Change
from services.policy_hosting.versions.version import Version
from shared.bus import outbox
from shared.events import VersionAnnounced, VersionDue, VersionScheduled, VersionTookEffect, VersionWithdrawn


async def say_announced(version: Version, slug: str, revision: int, announcement: Announcement) -> None:
    """Readers are to be told."""
    event = VersionAnnounced(
        document=version.document_id,
        version=version.id,
        revision=revision,
        slug=slug,
        number=version.number,
        change=_change(version),
        announced_on=announcement.announced_on,
        effective_from=version.begins,
    )
    await outbox.record(event, aggregate=version.document_id)


async def say_scheduled(version: Version, slug: str, revision: int) -> None:
    """The version is fixed for its instant: set the timer, and say so."""
    await outbox.record(VersionDue(version=version.id), due_at=version.begins)
    event = VersionScheduled(
        document=version.document_id,
        version=version.id,
        revision=revision,
        slug=slug,
        number=version.number,
        change=_change(version),
        effective_from=version.begins,
    )
    await outbox.record(event, aggregate=version.document_id)


async def say_took_effect(version: Version, slug: str, revision: int) -> None:
    """The version is in force."""
    event = VersionTookEffect(
        document=version.document_id,
        version=version.id,
        revision=revision,
        slug=slug,
        number=version.number,
        change=_change(version),
        effective_from=version.begins,
    )
    await outbox.record(event, aggregate=version.document_id)


async def say_withdrawn(version: Version, slug: str, revision: int) -> None:
    """What was announced will not come."""
    event = VersionWithdrawn(
        document=version.document_id, version=version.id, revision=revision, slug=slug, number=version.number
    )
    await outbox.record(event, aggregate=version.document_id)


def _change(version: Version) -> Literal["editorial", "material"]:
    return "editorial" if version.change is Change.EDITORIAL else "material"
