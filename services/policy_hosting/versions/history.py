"""History: versions from before the center, entered by the company with their dates, and marked as that."""

from dataclasses import replace
from datetime import date, datetime

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document, hold
from services.policy_hosting.permissions import Permission
from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.announcing import check_texts
from services.policy_hosting.versions.content import hash_content
from services.policy_hosting.versions.drafting import Given, compose
from services.policy_hosting.versions.effect import take_due
from services.policy_hosting.versions.moment import moment
from services.policy_hosting.versions.revision import changed
from services.policy_hosting.versions.state import Change, State
from services.policy_hosting.versions.step import step
from services.policy_hosting.versions.version import Version
from shared import clock
from shared.errors import Conflict, Invalid, Problem
from shared.tenancy.profile import profile


async def enter_history(
    document: Document, given: Given, effective: date, actor: Actor, *, change: Change = Change.MATERIAL
) -> Version:
    """Enter a version that was in force before the first one published here; it ended when the next one began."""
    actor.need(Permission.ENTER_HISTORY)
    await hold(document.id)
    await take_due(document.id, document.slug)
    zone = (await profile()).zone
    when = moment(effective, zone)
    known = await _known(document)
    await _check_day(effective, when.instant, known)
    then = replace(given, facts=given.facts or "")  # today's profile says nothing of that time
    version = await compose(document, then, actor, change=change, before=None)
    await check_texts(version, document, keep_stale=True)
    for before in known:
        if before.ended_at and before.begins < when.instant < before.ended_at:
            before.ended_at = when.instant
            await before.save(update_fields=["ended_at"])
    version.state = State.SUPERSEDED
    version.effective_on, version.effective_from = when.day, when.instant
    version.ended_at = min(each.begins for each in known if each.begins > when.instant)
    version.entered_on = clock.today(zone)
    version.content_hash = await hash_content(version, document)
    await version.save()
    await step(version.id, "entered", Permission.ENTER_HISTORY, actor)
    await changed(document.id)
    return version


async def _known(document: Document) -> list[Version]:
    """The versions that are or were in force, the earliest first."""
    were = [State.IN_FORCE, State.SUPERSEDED]
    return await Version.filter(document_id=document.id, state__in=were).order_by("effective_from")


async def _check_day(effective: date, instant: datetime, known: list[Version]) -> None:
    """History lies before what was published here, and no two texts were in force at once."""
    ids = [each.id for each in known]
    here = set(await Announcement.filter(version_id__in=ids).values_list("version_id", flat=True))
    published = [each for each in known if each.id in here]
    if not published:
        reason = "publish the version in force first, then enter those before it"
        raise Conflict(f"document: {reason}", problems=[Problem("document", reason)])
    first = published[0]
    if instant >= first.begins:
        reason = f"{effective} is not before {first.effective_on}, when version {first.number} took effect here"
        raise Invalid(f"effective: {reason}", problems=[Problem("effective", reason)])
    for other in known:
        if other.begins == instant:
            reason = f"version {other.number} took effect on {effective} already"
            raise Conflict(f"effective: {reason}", problems=[Problem("effective", reason)])
