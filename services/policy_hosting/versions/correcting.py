"""Correcting an announced version: another one takes its place; what was announced stays as it was, and can be read."""

from collections.abc import Mapping
from datetime import date

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.permissions import Permission
from services.policy_hosting.versions.announcement import Announcement, standing
from services.policy_hosting.versions.announcing import announce, check_texts
from services.policy_hosting.versions.binding import lock_on
from services.policy_hosting.versions.content import hash_content
from services.policy_hosting.versions.drafting import Given, compose
from services.policy_hosting.versions.effect import take_due
from services.policy_hosting.versions.lock import NotEditorial
from services.policy_hosting.versions.revision import changed
from services.policy_hosting.versions.saying import say_scheduled
from services.policy_hosting.versions.state import Change, State, Way
from services.policy_hosting.versions.step import step
from services.policy_hosting.versions.version import Version, present
from shared import clock
from shared.ids import new_id
from shared.tenancy.profile import profile


async def correct(
    announced: Version,
    given: Given,
    actor: Actor,
    *,
    change: Change,
    effective: date | None = None,
    at_earliest: bool = False,
    way: Way | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Version:
    """Put a corrected version in the place of an announced one.

    An editorial correction keeps date and announcement; a material one starts the notice anew, for `effective`.
    """
    actor.need(Permission.CORRECT)
    await announced.hold()
    document = await Document.get(id=announced.document_id)
    await take_due(document.id, document.slug)
    await announced.refresh_from_db()
    announced.must_be(State.SCHEDULED)
    version = await compose(document, given, actor, change=change, before=announced)
    version.corrects = announced.id
    base = await present(document.id)
    version.based_on = base.id if base else None
    replaced = await _step_back(announced, actor)
    if change is Change.EDITORIAL:
        await _keep_date(version, announced, replaced, document, actor)
    else:
        version.state = State.APPROVED
        await version.save()
        await announce(version, actor, effective, at_earliest=at_earliest, way=way, reasons=reasons)
    return version


async def _step_back(announced: Version, actor: Actor) -> Announcement:
    """The corrected version leaves the queue; its announcement stays as evidence."""
    replaced = await standing(announced.id)
    replaced.corrected_at = clock.now()
    await replaced.save(update_fields=["corrected_at"])
    announced.state = State.WITHDRAWN
    await announced.save(update_fields=["state"])
    await step(announced.id, "corrected", Permission.CORRECT, actor)
    return replaced


async def _keep_date(
    version: Version, announced: Version, replaced: Announcement, document: Document, actor: Actor
) -> None:
    await check_texts(version, document, keep_stale=False)
    lock = await lock_on(version, document, await profile(), against=announced)
    shorter = await lock_on(announced, document, await profile(), against=None)
    if lock.altered or set(lock.shortened) - set(shorter.shortened):
        raise NotEditorial(lock.altered or ("notices",))
    version.state = State.SCHEDULED
    version.change = announced.change  # what comes on that day is the change that was announced, better put
    version.effective_on, version.effective_from = announced.effective_on, announced.effective_from
    version.content_hash = await hash_content(version, document)
    await version.save()
    announcement = replaced.clone(pk=new_id())
    announcement.version_id, announcement.corrected_at = version.id, None
    await announcement.save()
    await step(version.id, "announced", Permission.CORRECT, actor)
    await say_scheduled(version, document.slug, await changed(document.id))  # nobody is told of a better word
