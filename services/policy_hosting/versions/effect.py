"""Taking effect: the version in force gives way, the new one is what the tenant promises from now on."""

from uuid import UUID

from prometheus_client import Counter

from services.policy_hosting.actor import Actor
from services.policy_hosting.permissions import Permission
from services.policy_hosting.versions.announcement import Announcement, standing
from services.policy_hosting.versions.public_promises import public_promises
from services.policy_hosting.versions.revision import changed
from services.policy_hosting.versions.saying import say_scheduled, say_took_effect
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.step import step
from services.policy_hosting.versions.version import Version, present, scheduled
from shared import clock
from shared.bus import outbox
from shared.calendar.notice import Earliest
from shared.events import PromisesChanged
from shared.logs import log
from shared.tenancy.profile import profile

HELD_BACK = Counter("avow_versions_held_back", "Versions that did not take effect on their day: notice fell short.")


async def take_due(document: UUID, slug: str) -> None:
    """Let every version take effect whose instant has come, in order; the caller holds the document.

    In order, for a worker that was away may find two of them due.
    """
    for version in await scheduled(document):
        if version.begins <= clock.now():
            announcement = await standing(version.id)
            if earliest := announcement.fell_short():
                await _hold_back(version, announcement, earliest, slug)
            else:
                await _take_effect(version, slug)


async def _take_effect(version: Version, slug: str) -> None:
    before = await present(version.document_id)
    if before is not None:
        before.state, before.ended_at = State.SUPERSEDED, version.begins
        await before.save(update_fields=["state", "ended_at"])
    version.state = State.IN_FORCE
    await version.save(update_fields=["state"])
    await step(version.id, "took-effect", Permission.PUBLISH, Actor.system())
    revision = await changed(version.document_id)
    await say_took_effect(version, slug, revision)
    await outbox.record(
        PromisesChanged(revision=revision, promises=await public_promises()), aggregate=version.tenant_id
    )


async def _hold_back(version: Version, announcement: Announcement, earliest: Earliest, slug: str) -> None:
    """A broken promise of notice is not kept by publishing it in time: the version waits, and everyone may see why."""
    zone = (await profile()).zone
    announcement.held_on, announcement.held_from = clock.today(zone), announcement.effective_on
    announcement.effective_on = announcement.earliest_on = version.effective_on = earliest.day
    version.effective_from = clock.midnight(earliest.day, zone)
    await announcement.save()
    await version.save(update_fields=["effective_on", "effective_from"])
    await step(version.id, "held-back", Permission.PUBLISH, Actor.system())
    revision = await changed(version.document_id)
    await say_scheduled(version, slug, revision)
    HELD_BACK.inc()
    log.error(
        "version_held_back",
        version=str(version.id),
        was_due=str(announcement.held_from),
        waits_until=str(earliest.day),
    )
