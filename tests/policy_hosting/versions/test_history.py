"""History: entered before what was published here, never over it, and marked."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.policy_hosting.documents.document import Document
from services.policy_hosting.documents.kind import Kind
from services.policy_hosting.versions.history import enter_history
from services.policy_hosting.versions.reading import publication
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.version import Version
from shared.errors import Conflict, Invalid
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.clock import MovableClock
from tests.support.factories.version import ADA, THIRTY_WORKING_DAYS, given, published
from tests.support.said import said

TODAY = date(2026, 11, 23)
FIRST_HERE = date(2024, 5, 1)


@pytest.fixture
async def document(tenant: UUID, clock: MovableClock) -> Document:
    """A notice brought along: in force since May 2024, here since today."""
    clock.set_to(datetime(2026, 11, 23, 9, tzinfo=UTC))
    async with unit_of_work(tenant):
        return (await published(given(facts=THIRTY_WORKING_DAYS), effective=FIRST_HERE)).document


async def test_earlier_versions_end_where_the_next_one_began(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        for days, day in ((30, date(2018, 5, 25)), (60, date(2022, 1, 1)), (45, date(2020, 7, 1))):
            await enter_history(document, given(days), day, ADA)
        versions = await Version.all().order_by("effective_from")
    assert [version.effective_on and version.effective_on.year for version in versions] == [2018, 2020, 2022, 2024]
    assert [version.ended_at for version in versions[:-1]] == [version.begins for version in versions[1:]]
    assert {version.entered_on for version in versions} == {TODAY}
    assert versions[-1].state is State.IN_FORCE


async def test_history_leaves_the_promises_in_force_alone(tenant: UUID, document: Document) -> None:
    before = await said(tenant)
    async with unit_of_work(tenant):
        version = await enter_history(document, given(30), date(2020, 7, 1), ADA)
        assert version.facts == ""
    assert [each.name for each in (await said(tenant))[len(before) :]] == ["publication.due"]


@pytest.mark.parametrize("day", [FIRST_HERE, date(2025, 1, 1), TODAY, date(2027, 1, 1)])
async def test_history_lies_before_what_was_published_here(tenant: UUID, document: Document, day: date) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(Invalid) as refusal:
            await enter_history(document, given(30), day, ADA)
    assert refusal.value.problems[0].field == "effective"


async def test_two_texts_cannot_have_been_in_force_at_once(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        await enter_history(document, given(30), date(2020, 7, 1), ADA)
        with pytest.raises(Conflict, match="version 2 took effect on 2020-07-01 already"):
            await enter_history(document, given(31), date(2020, 7, 1), ADA)


async def test_history_needs_something_to_lie_before(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        fresh = await Document.open("fresh", kind=Kind.OTHER, prevailing_locale="en", actor=ADA)
        with pytest.raises(Conflict, match="publish the version in force first"):
            await enter_history(fresh, given(30), date(2020, 7, 1), ADA)


async def test_the_text_of_a_day_is_found_by_its_date(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        await enter_history(document, given(30), date(2020, 7, 1), ADA)
        (found,) = (await publication()).documents
    assert found.timeline == ((date(2020, 7, 1), 2), (FIRST_HERE, 1))
    numbers = [found.on(day) for day in (date(2020, 6, 30), date(2020, 7, 1), date(2024, 4, 30), FIRST_HERE, TODAY)]
    assert [each and each.number for each in numbers] == [None, 2, 2, 1, 1]
