"""Calling off: an announced version will not take effect after all; it stays on the list, and that is told."""

from collections.abc import Mapping

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.permissions import Permission
from services.policy_hosting.versions.announcement import standing
from services.policy_hosting.versions.announcing import check_reasons
from services.policy_hosting.versions.effect import take_due
from services.policy_hosting.versions.revision import changed
from services.policy_hosting.versions.saying import say_withdrawn
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.step import step
from services.policy_hosting.versions.version import Version
from shared import clock
from shared.tenancy.profile import profile


async def call_off(version: Version, actor: Actor, reasons: Mapping[str, str] | None = None) -> None:
    """Possible until the very instant it takes effect, whether or not the timer has come."""
    actor.need(Permission.CALL_OFF)
    await version.hold()
    document = await Document.get(id=version.document_id)
    await take_due(document.id, document.slug)
    await version.refresh_from_db()
    version.must_be(State.SCHEDULED)
    who = await profile()
    check_reasons(reasons or {}, who.locales)
    announcement = await standing(version.id)
    announcement.called_off_at, announcement.called_off_on = clock.now(), clock.today(who.zone)
    announcement.called_off_by, announcement.called_off_reasons = actor.name, dict(reasons or {})
    await announcement.save()
    version.state = State.WITHDRAWN
    await version.save(update_fields=["state"])
    await step(version.id, "called-off", Permission.CALL_OFF, actor)
    await say_withdrawn(version, document.slug, await changed(document.id))
