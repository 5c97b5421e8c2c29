"""Publishing in one go: from a file to a version in force or announced, through every step the console takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document, hold
from services.policy_hosting.documents.kind import Audience, Kind
from services.policy_hosting.translations.translation import Translation, stale_locales
from services.policy_hosting.translations.writing import leave_out
from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.announcing import announce
from services.policy_hosting.versions.drafting import Given, draft
from services.policy_hosting.versions.effect import take_due
from services.policy_hosting.versions.state import Change, Way
from services.policy_hosting.versions.version import Version, present
from shared.errors import Missing


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How and when a text should be published; what is left open is decided by what is in force."""

    effective: date | None = None  # None: now
    at_earliest: bool = False
    change: Change | None = None
    way: Way | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    keep_stale: bool = False
    kind: Kind = Kind.PRIVACY_NOTICE
    audience: Audience = Audience.EVERYONE


@dataclass(frozen=True)
class Published:
    """What came of it."""

    document: Document
    version: Version
    announcement: Announcement
    left_out: tuple[str, ...]  # languages whose text was of the version before


async def publish(slug: str, given: Given, wish: Wish, actor: Actor) -> Published:
    """Draft, review, approve and announce a version of a document, which is opened if there is none yet."""
    document = await _found_or_opened(slug, given, wish, actor)
    change = wish.change or await _kind_of_change(document, given)
    version = await draft(document, given, actor, change=change)
    left_out = () if wish.keep_stale else await _without_stale(version, document)
    await version.submit(actor)
    await version.approve(actor)
    announcement = await announce(
        version,
        actor,
        wish.effective,
        at_earliest=wish.at_earliest,
        way=wish.way,
        reasons=wish.reasons,
        keep_stale=wish.keep_stale,
    )
    return Published(document, version, announcement, left_out)


async def _found_or_opened(slug: str, given: Given, wish: Wish, actor: Actor) -> Document:
    try:
        document = await Document.named(slug)
    except Missing:
        first = next(iter(given.texts), "")
        return await Document.open(slug, kind=wish.kind, prevailing_locale=first, actor=actor, audience=wish.audience)
    await hold(document.id)
    await take_due(document.id, document.slug)
    return document


async def _kind_of_change(document: Document, given: Given) -> Change:
    """Adding languages to the text in force changes nothing; anything else is material until somebody says less."""
    before = await present(document.id)
    if before is None or given.facts is not None:
        return Change.MATERIAL
    have = set(await Translation.filter(version_id=before.id).values_list("locale", flat=True))
    return Change.MATERIAL if have & set(given.texts) else Change.EDITORIAL


async def _without_stale(version: Version, document: Document) -> tuple[str, ...]:
    """Better the prevailing text under a sentence that says so than an older text in the reader's language."""
    texts = {each.locale: each for each in await Translation.filter(version_id=version.id)}
    stale = stale_locales(texts, document.prevailing_locale) if document.prevailing_locale in texts else []
    for locale in stale:
        await leave_out(version.id, locale)
    return tuple(stale)
