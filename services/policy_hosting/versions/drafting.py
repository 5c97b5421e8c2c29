"""Drafting: a new version from texts and facts; what is not given is carried over from the version before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document, check_locale, hold
from services.policy_hosting.documents.kind import NOTICES, Kind
from services.policy_hosting.facts.from_profile import from_profile
from services.policy_hosting.facts.reading import dump
from services.policy_hosting.permissions import Permission
from services.policy_hosting.translations.carrying import carry
from services.policy_hosting.translations.writing import write
from services.policy_hosting.versions.checking import canonical_facts, check_content
from services.policy_hosting.versions.effect import take_due
from services.policy_hosting.versions.state import Change, State
from services.policy_hosting.versions.step import step
from services.policy_hosting.versions.version import Version, present
from shared import clock
from shared.errors import Invalid, Problem
from shared.events import TenantProfile
from shared.phrase import phrase
from shared.tenancy.profile import profile


@dataclass(frozen=True, kw_only=True)
class Given:
    """What an author gives: texts and titles by language, facts as YAML (None: those of the version before)."""

    texts: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    facts: str | None = None
    summary: Mapping[str, str] = field(default_factory=dict)
    number: int | None = None  # the company's own, for texts it had before the center; None: the next


async def draft(document: Document, given: Given, actor: Actor, *, change: Change) -> Version:
    """Draft the next version of a document from what is in force now."""
    actor.need(Permission.DRAFT)
    await hold(document.id)
    await take_due(document.id, document.slug)
    return await compose(document, given, actor, change=change, before=await present(document.id))


async def compose(document: Document, given: Given, actor: Actor, *, change: Change, before: Version | None) -> Version:
    """Make a draft of what is given and what is carried over from `before`; the caller holds the document."""
    who = await profile()
    _check_languages(given, who.locales)
    if not given.texts and given.facts is None:
        reason = phrase("nothing is given to change")
        raise Invalid(f"texts: {reason}", problems=[Problem("texts", reason)])
    version = await Version.create(
        document_id=document.id,
        number=await _number(document.id, given.number),
        state=State.DRAFT,
        change=change,
        summary={locale: text.strip() for locale, text in given.summary.items() if text.strip()},
        facts=_facts(given.facts, before, document, who),
        based_on=before.id if before else None,
        created_at=clock.now(),
    )
    await write(version.id, given.texts, given.titles, prevailing=document.prevailing_locale)
    if before is not None:
        await carry(before.id, version.id, prevailing=document.prevailing_locale, rebase=change is Change.EDITORIAL)
    await check_content(version)
    await step(version.id, "drafted", Permission.DRAFT, actor)
    return version


def _check_languages(given: Given, locales: tuple[str, ...]) -> None:
    for name, words in (("texts", given.texts), ("titles", given.titles), ("summary", given.summary)):
        for locale in words:
            check_locale(locale, locales, f"{name}.{locale}")


async def _number(document: UUID, wanted: int | None) -> int:
    """Numbers are addresses, so none is used twice."""
    if wanted is None:
        last = await Version.filter(document_id=document).order_by("-number").first()
        return last.number + 1 if last else 1
    reason = (
        phrase("is a whole number from 1 on")
        if wanted < 1
        else phrase("version {number} is there already", number=wanted)
    )
    if wanted < 1 or await Version.filter(document_id=document, number=wanted).exists():
        raise Invalid(f"number: {reason}", problems=[Problem("number", reason)])
    return wanted


def _facts(given: str | None, before: Version | None, document: Document, who: TenantProfile) -> str:
    """What is given, else what the version before had, else who answers, from the profile."""
    if given is not None:
        return canonical_facts(given)
    if before:
        return before.facts
    tells = document.kind in {*NOTICES, Kind.COOKIE_NOTICE}
    return dump(from_profile(who)) if tells else ""
