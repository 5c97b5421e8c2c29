"""Drafting: what a version starts with, and what is refused before anything is kept."""

from uuid import UUID

import pytest

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.documents.kind import Kind
from services.policy_hosting.versions.binding import facts_of
from services.policy_hosting.versions.drafting import Given, draft
from services.policy_hosting.versions.editing import next_draft
from services.policy_hosting.versions.kept_facts import altered
from services.policy_hosting.versions.state import Change
from services.policy_hosting.versions.version import numbered
from shared.errors import Denied, Invalid, Missing
from shared.tenancy import profile
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.profile import profile_changed
from tests.support.factories.version import ADA, THIRTY_WORKING_DAYS, given, published

WRONG = "notices:\n  - {about: this-text, length: soon}\n"
NOWHERE = "notices:\n  - {about: this-text, length: 30 working-days, calendar: AC}\n"


async def opened() -> Document:
    return await Document.open("privacy", kind=Kind.PRIVACY_NOTICE, prevailing_locale="en", actor=ADA)


async def test_a_first_notice_starts_with_who_answers_from_the_profile(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        version = (await published()).version
    facts = facts_of(version.facts)
    assert facts is not None
    assert isinstance(facts.entities, tuple)
    assert facts.entities[0].name == "Acme SAS"
    assert facts.notices is None


async def test_facts_stand_alone_once_they_are_copied(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        first = (await published()).version
        await profile.copy(profile_changed(tenant, 2, name="Globex", legal_entity="Globex SAS"))
        second = (await published(given(91), change=Change.EDITORIAL)).version
    assert second.facts == first.facts


async def test_facts_that_are_given_are_taken_as_they_are(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        facts = facts_of((await published(given(facts=THIRTY_WORKING_DAYS))).version.facts)
        terms = await published(slug="terms", kind=Kind.TERMS)
    assert facts is not None
    assert facts.entities is None
    assert terms.version.facts == ""


async def test_facts_alone_can_change(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        first = (await published()).version
        second = (await published(Given(facts=THIRTY_WORKING_DAYS), change=Change.EDITORIAL)).version
    assert first.content_hash != second.content_hash


@pytest.mark.parametrize(
    ("what", "field"),
    [
        (Given(), "texts"),
        (given(facts=WRONG), "notices[0].length"),
        (given(facts=NOWHERE), "notices[0].calendar"),
        (given(summary={"nl": "Anders."}), "summary.nl"),
        (given(titles={"nl": "Privacy"}), "titles.nl"),
    ],
)
async def test_what_is_wrong_is_refused_naming_the_field(tenant: UUID, what: Given, field: str) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(Invalid) as refusal:
            await draft(await opened(), what, ADA, change=Change.MATERIAL)
    assert field in [problem.field for problem in refusal.value.problems]


async def test_who_may_only_read_does_not_draft(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(Denied, match="version:draft"):
            await draft(await opened(), given(), Actor(kind="person", name="Bob"), change=Change.MATERIAL)


async def test_a_number_nobody_gave_is_missing(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(Missing, match="there is no version 7"):
            await numbered((await opened()).id, 7)


@pytest.mark.parametrize(
    ("old", "new", "subjects"),
    [
        (None, THIRTY_WORKING_DAYS, []),
        (THIRTY_WORKING_DAYS, THIRTY_WORKING_DAYS, []),
        (THIRTY_WORKING_DAYS, "", ["notices"]),
        (THIRTY_WORKING_DAYS, "notices: none\n", ["notices"]),
        ("territory: [{countries: [DE], covers: hosting}]\n", "", ["territory"]),
    ],
)
def test_what_an_editorial_version_may_not_touch(old: str | None, new: str, subjects: list[str]) -> None:
    assert altered(facts_of(old) if old else None, facts_of(new)) == subjects


def test_words_may_be_put_better_and_translated() -> None:
    criterion = "retention:\n  - {{for: everything-else, criterion: {}}}\n"
    old, new = criterion.format('{en: "as agreed"}'), criterion.format('{en: "the period agreed", fr: "convenue"}')
    assert altered(facts_of(old), facts_of(new)) == []


async def test_a_draft_may_follow_the_profile_and_nothing_else(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        first = await published(given(facts=THIRTY_WORKING_DAYS))
        await profile.copy(profile_changed(tenant, 2, legal_entity="Globex SAS"))
        version = await next_draft(first.document, ADA, change=Change.EDITORIAL, follow_profile=True)
    facts = facts_of(version.facts)
    assert facts is not None
    assert isinstance(facts.entities, tuple)
    assert facts.entities[0].name == "Globex SAS"
    assert facts.notices == (facts_of(first.version.facts) or facts).notices
