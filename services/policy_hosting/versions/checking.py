"""Checking what an author gives: facts that load, and a text that can be shown with them in its language."""

from collections.abc import Sequence

from services.policy_hosting.facts.reading import dump, load
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering.directives import directive
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.tree import Block, Directives
from services.policy_hosting.translations.translation import Translation
from services.policy_hosting.versions.binding import facts_of
from services.policy_hosting.versions.promise import promises_of
from services.policy_hosting.versions.version import Version
from shared.errors import Invalid, Problem
from shared.events import TenantProfile
from shared.phrase import phrase
from shared.tenancy.profile import profile


def canonical_facts(written: str) -> str:
    """Facts as they are kept: read, and written again in one form; nothing where nothing is stated."""
    facts = load(written)
    return dump(facts) if facts.model_fields_set else ""


async def check_content(version: Version) -> None:
    """Parse every text with the version's facts, so that a wrong line is refused now and not when it is published."""
    who = await profile()
    facts = facts_of(version.facts) or Facts()
    promises_of(facts, who.country)  # a calendar nobody knows could not be kept
    for text in await Translation.filter(version_id=version.id):
        title = check_text(text.text, text.locale, facts, who)
        if title and not text.title:
            await Translation.filter(id=text.id).update(title=title)


async def wrong_in(version: Version, locale: str) -> list[Problem]:
    """What keeps a text from being published as it stands; nothing where it can be."""
    text = await Translation.get_or_none(version_id=version.id, locale=locale)
    if text is None:
        return []
    try:
        check_text(text.text, locale, facts_of(version.facts) or Facts(), await profile())
    except Invalid as refusal:
        return [Problem(each.field, _placed(each)) for each in refusal.problems]
    return []


def _placed(problem: Problem) -> str:
    """With the line, where the problem names one."""
    _, _, line = problem.field.rpartition(": line ")
    if not line.isdigit():
        return problem.reason
    return phrase("line {line}: {reason}", line=int(line), reason=problem.reason)


def title_in(text: str) -> str:
    """The title of a text that need not be right yet; nothing where it cannot be told."""
    try:
        return parse(text, directives=lambda _name, _arguments: ()).title
    except Invalid:
        return ""


def check_text(text: str, locale: str, facts: Facts, who: TenantProfile) -> str:
    """The text's title; refuses a text that cannot be shown, naming its language and line."""
    try:
        return parse(text, directives=_directives(facts, locale, who)).title
    except Invalid as refusal:
        problems = [Problem(f"texts.{locale}: {each.field}", each.reason) for each in refusal.problems]
        raise Invalid(f"texts.{locale}: {refusal.message}", problems=problems) from None


def _directives(facts: Facts, locale: str, who: TenantProfile) -> Directives:
    def said(name: str, arguments: dict[str, str]) -> Sequence[Block]:
        return directive(name, arguments, facts, locale, who)

    return said
