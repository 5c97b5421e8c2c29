"""Taking effect: at its instant, once, whoever asks; held back where the notice fell short."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.policy_hosting.documents.document import Document
from services.policy_hosting.versions.announcement import standing, told
from services.policy_hosting.versions.effect import HELD_BACK
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.timer import take_effect_when_due
from services.policy_hosting.versions.version import Version, numbered, present
from shared.events import VersionDue
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.clock import MovableClock
from tests.support.factories.version import THIRTY_WORKING_DAYS, given, published
from tests.support.said import said

pytestmark = pytest.mark.slow

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
EARLIEST = date(2027, 1, 7)
MIDNIGHT = datetime(2027, 1, 6, 23, tzinfo=UTC)


@pytest.fixture
async def announced(tenant: UUID, clock: MovableClock) -> UUID:
    """The id of a version announced on Monday 23 November 2026 for Thursday 7 January 2027."""
    clock.set_to(MONDAY)
    async with unit_of_work(tenant):
        await published(given(facts=THIRTY_WORKING_DAYS))
        return (await published(given(180), effective=EARLIEST)).version.id


async def due(tenant: UUID, version: UUID) -> None:
    async with unit_of_work(tenant):
        await take_effect_when_due(VersionDue(version=version))


async def state(tenant: UUID, number: int) -> State:
    async with unit_of_work(tenant):
        return (await numbered((await Document.named("privacy")).id, number)).state


async def test_the_timer_is_set_for_midnight_in_the_controllers_zone(tenant: UUID, announced: UUID) -> None:
    (timer,) = await said(tenant, "version.due")
    assert (timer.data, timer.due_at) == ({"version": str(announced)}, MIDNIGHT)


async def test_a_version_takes_effect_when_it_is_due(tenant: UUID, announced: UUID, clock: MovableClock) -> None:
    clock.set_to(MIDNIGHT)
    await due(tenant, announced)
    async with unit_of_work(tenant):
        document = await Document.named("privacy")
        first, second = await numbered(document.id, 1), await numbered(document.id, 2)
    assert (first.state, first.ended_at) == (State.SUPERSEDED, MIDNIGHT)
    assert (second.state, second.begins) == (State.IN_FORCE, MIDNIGHT)


async def test_a_timer_that_comes_twice_changes_nothing(tenant: UUID, announced: UUID, clock: MovableClock) -> None:
    clock.set_to(MIDNIGHT)
    await due(tenant, announced)
    before = await said(tenant)
    await due(tenant, announced)
    assert await said(tenant) == before


async def test_a_timer_that_comes_too_early_comes_again(tenant: UUID, announced: UUID) -> None:
    await due(tenant, announced)
    assert await state(tenant, 2) is State.SCHEDULED
    assert [timer.due_at for timer in await said(tenant, "version.due")] == [MIDNIGHT, MIDNIGHT]


async def test_a_timer_of_nothing_does_nothing(tenant: UUID, announced: UUID) -> None:
    await due(tenant, UUID(int=0))
    assert await state(tenant, 2) is State.SCHEDULED


async def test_two_workers_bring_a_version_into_force_once(tenant: UUID, announced: UUID, clock: MovableClock) -> None:
    clock.set_to(MIDNIGHT)
    await asyncio.gather(*(due(tenant, announced) for _ in range(6)))
    assert len(await said(tenant, "version.took_effect")) == 2  # the first version, and this one once
    assert await state(tenant, 2) is State.IN_FORCE


async def test_what_takes_effect_is_said_with_all_promises(tenant: UUID, announced: UUID, clock: MovableClock) -> None:
    clock.set_to(MIDNIGHT)
    await due(tenant, announced)
    effect = (await said(tenant, "version.took_effect"))[-1].data
    promises = (await said(tenant, "promises.changed"))[-1].data
    assert (effect["number"], effect["slug"]) == (2, "privacy")
    assert effect["revision"] == promises["revision"]
    assert [(each["slug"], each["number"]) for each in promises["promises"]["documents"]] == [("privacy", 2)]


async def test_a_worker_that_was_away_lets_two_versions_take_effect_in_their_order(
    tenant: UUID, announced: UUID, clock: MovableClock
) -> None:
    async with unit_of_work(tenant):
        third = (await published(given(365), effective=EARLIEST + timedelta(days=1))).version.id
    clock.set_to(MIDNIGHT + timedelta(days=9))
    await due(tenant, third)
    async with unit_of_work(tenant):
        versions = await Version.all().order_by("number")
    assert [version.state for version in versions] == [State.SUPERSEDED, State.SUPERSEDED, State.IN_FORCE]
    assert [version.ended_at for version in versions] == [MIDNIGHT, MIDNIGHT + timedelta(days=1), None]


async def test_a_late_timer_does_not_let_the_older_text_be_taken_for_the_one_in_force(
    tenant: UUID, announced: UUID, clock: MovableClock
) -> None:
    clock.set_to(MIDNIGHT + timedelta(minutes=1))
    async with unit_of_work(tenant):
        third = (await published(given(365), at_earliest=True)).version
        document = await Document.named("privacy")
        in_force = await present(document.id)
    assert in_force is not None
    assert (in_force.id, third.based_on) == (announced, announced)


async def test_a_version_whose_notice_fell_short_is_held_back_loudly(
    tenant: UUID, announced: UUID, clock: MovableClock
) -> None:
    async with unit_of_work(tenant):
        await told(announced, date(2026, 11, 26))  # three days later than the announcement
    counted = HELD_BACK._value.get()
    clock.set_to(MIDNIGHT)
    await due(tenant, announced)
    async with unit_of_work(tenant):
        version, kept = await Version.get(id=announced), await standing(announced)
    assert (version.state, version.effective_on) == (State.SCHEDULED, date(2027, 1, 12))
    assert (kept.held_from, kept.held_on, kept.effective_on) == (EARLIEST, EARLIEST, date(2027, 1, 12))
    assert HELD_BACK._value.get() == counted + 1
    again = (await said(tenant, "version.due"))[-1].due_at
    assert again == version.begins
    clock.set_to(version.begins)
    await due(tenant, announced)
    assert await state(tenant, 2) is State.IN_FORCE


async def test_the_last_letter_counts_not_one_before_it(tenant: UUID, announced: UUID) -> None:
    async with unit_of_work(tenant):
        await told(announced, date(2026, 11, 26))
        await told(announced, date(2026, 11, 24))
        assert (await standing(announced)).counted_from == date(2026, 11, 26)
