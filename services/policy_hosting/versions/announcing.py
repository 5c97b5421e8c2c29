"""Announcing: an approved version gets its date, through the lock, and readers may know; or it takes effect at once."""

from collections.abc import Mapping
from datetime import date

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document, check_locale
from services.policy_hosting.permissions import Permission
from services.policy_hosting.translations.translation import Translation, stale_locales
from services.policy_hosting.versions.announcement import Announcement, plain
from services.policy_hosting.versions.binding import lock_on
from services.policy_hosting.versions.content import hash_content
from services.policy_hosting.versions.effect import take_due
from services.policy_hosting.versions.lock import Lock
from services.policy_hosting.versions.moment import Moment, moment
from services.policy_hosting.versions.revision import changed
from services.policy_hosting.versions.saying import say_announced, say_scheduled
from services.policy_hosting.versions.state import IN_LIFE, Change, State, Way
from services.policy_hosting.versions.step import step
from services.policy_hosting.versions.version import Version, present
from shared import clock
from shared.errors import Conflict, Invalid, Problem
from shared.phrase import phrase
from shared.tenancy.profile import profile


async def announce(
    version: Version,
    actor: Actor,
    effective: date | None = None,
    *,
    at_earliest: bool = False,
    way: Way | None = None,
    reasons: Mapping[str, str] | None = None,
    keep_stale: bool = False,
) -> Announcement:
    """Announce an approved version for a day, or (None) let it take effect now; refused where the lock is closed.

    `at_earliest` takes the first day the lock allows. `way` and `reasons` are for a change required by law or solely
    in the readers' favour, which need not wait.
    """
    actor.need(Permission.PUBLISH)
    await version.hold()
    document = await Document.get(id=version.document_id)
    await take_due(document.id, document.slug)  # a timer may be late; what is due is in force
    version.must_be(State.APPROVED)
    base = await present(document.id)
    _check_base(version, base)
    await check_texts(version, document, keep_stale=keep_stale)
    who = await profile()
    lock = await lock_on(version, document, who, against=base)
    when = moment(lock.earliest(version.change) if at_earliest else effective, who.zone)
    check_reasons(reasons or {}, who.locales)
    taken = lock.open_for(version.change, when.day, way=way, reasons=reasons or {}, locales=who.locales, actor=actor)
    await _fix(version, document, when, entered=lock.announced_on)
    announcement = await _announcement(version, lock, taken, reasons or {}, actor)
    await step(version.id, "announced", _permission(taken), actor)
    await say(version, document, announcement)
    await take_due(document.id, document.slug)
    await version.refresh_from_db()
    return announcement


async def _fix(version: Version, document: Document, when: Moment, *, entered: date) -> None:
    """Give the version its date and the hash of what it says; from here on neither changes."""
    await _check_instant(version, when)
    version.state = State.SCHEDULED
    version.effective_on, version.effective_from = when.day, when.instant
    version.entered_on = entered if when.day < entered else None
    version.content_hash = await hash_content(version, document)
    await version.save()


async def _announcement(
    version: Version, lock: Lock, way: Way, reasons: Mapping[str, str], actor: Actor
) -> Announcement:
    deciding = None if lock.first else lock.deciding(version.change)
    return await Announcement.create(
        version_id=version.id,
        announced_at=clock.now(),
        announced_on=lock.announced_on,
        effective_on=version.effective_on,
        way=way,
        promise=plain(deciding[0]) if deciding else None,
        earliest_on=deciding[1].day if deciding else None,
        reasons=dict(reasons),
        by=actor.name,
        second=actor.second,
    )


async def say(version: Version, document: Document, announcement: Announcement) -> None:
    """Tell readers where there is something to tell; nobody hears of an editorial change or a first version."""
    revision = await changed(document.id)
    if version.change is Change.MATERIAL and announcement.way is not Way.FIRST:
        await say_announced(version, document.slug, revision, announcement)
    if version.begins > clock.now():
        await say_scheduled(version, document.slug, revision)


async def check_texts(version: Version, document: Document, *, keep_stale: bool) -> None:
    """The prevailing text must be there, and no translation may be of an older one unless somebody says so."""
    texts = {each.locale: each for each in await Translation.filter(version_id=version.id)}
    if document.prevailing_locale not in texts:
        field, reason = f"texts.{document.prevailing_locale}", phrase("the prevailing text is missing")
        raise Invalid(f"{field}: {reason}", problems=[Problem(field, reason)])
    stale = [] if keep_stale else stale_locales(texts, document.prevailing_locale)
    if stale:
        reason = phrase("was made from another text: renew it, confirm it, or leave it out")
        problems = [Problem(f"texts.{locale}", reason) for locale in stale]
        raise Conflict(f"texts.{stale[0]}: {reason}", problems=problems)


def check_reasons(reasons: Mapping[str, str], locales: tuple[str, ...]) -> None:
    for locale in reasons:
        check_locale(locale, locales, f"reason.{locale}")


def _check_base(version: Version, base: Version | None) -> None:
    """Two people at once: the second must have seen what the first put in force."""
    if base is not None and version.based_on != base.id:
        reason = phrase(
            "version {number} took effect after this one was drafted; look at it and draft again", number=base.number
        )
        raise Conflict(f"version: {reason}", problems=[Problem("version", reason)])


async def _check_instant(version: Version, when: Moment) -> None:
    """One text at a time: no two versions of a document take effect at the same instant."""
    others = Version.filter(document_id=version.document_id, state__in=list(IN_LIFE), effective_from=when.instant)
    for other in await others.exclude(id=version.id):
        reason = phrase("version {number} takes effect at the same time", number=other.number)
        raise Conflict(f"effective: {reason}", problems=[Problem("effective", reason)])


def _permission(way: Way) -> Permission:
    return {Way.LAW: Permission.HASTEN_BY_LAW, Way.FAVOUR: Permission.HASTEN_IN_FAVOUR}.get(way, Permission.PUBLISH)
