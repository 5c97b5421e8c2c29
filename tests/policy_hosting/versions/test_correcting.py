"""Correcting an announced version: the word keeps the date, the meaning starts the notice anew."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.policy_hosting.versions.announcement import Announcement, standing
from services.policy_hosting.versions.correcting import correct
from services.policy_hosting.versions.lock import NotEditorial, TooEarly
from services.policy_hosting.versions.state import Change, State
from services.policy_hosting.versions.timer import take_effect_when_due
from services.policy_hosting.versions.version import Version, WrongState, present
from shared.events import VersionDue
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.clock import MovableClock
from tests.support.factories.version import ADA, THIRTY_WORKING_DAYS, given, published
from tests.support.said import said

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEK_LATER = datetime(2026, 11, 30, 9, tzinfo=UTC)
EARLIEST, ANEW = date(2027, 1, 7), date(2027, 1, 14)
SHORT = "notices:\n  - {about: this-text, change: material, length: 5 days}\n"


@pytest.fixture
async def announced(tenant: UUID, clock: MovableClock) -> Version:
    """Announced on 23 November for 7 January; today is 30 November."""
    clock.set_to(MONDAY)
    async with unit_of_work(tenant):
        await published(given(facts=THIRTY_WORKING_DAYS))
        version = (await published(given(180), effective=EARLIEST)).version
    clock.set_to(WEEK_LATER)
    return version


async def test_an_editorial_correction_keeps_the_date_and_tells_nobody(tenant: UUID, announced: Version) -> None:
    async with unit_of_work(tenant):
        better = await correct(announced, given(181), ADA, change=Change.EDITORIAL)
        kept = await standing(better.id)
        before = await Version.get(id=announced.id)
    assert (better.state, better.effective_on, better.corrects) == (State.SCHEDULED, EARLIEST, announced.id)
    assert (kept.announced_on, kept.earliest_on) == (MONDAY.date(), EARLIEST)
    assert before.state is State.WITHDRAWN
    assert len(await said(tenant, "version.announced")) == 1
    assert await said(tenant, "version.withdrawn") == []


async def test_what_was_announced_can_still_be_read_as_it_was(tenant: UUID, announced: Version) -> None:
    async with unit_of_work(tenant):
        better = await correct(announced, given(181), ADA, change=Change.EDITORIAL)
        before = await Version.get(id=announced.id)
        kept = await Announcement.get(version_id=announced.id)
    assert before.content_hash == announced.content_hash != better.content_hash
    assert kept.corrected_at is not None


async def test_the_corrected_text_is_the_one_that_takes_effect(
    tenant: UUID, announced: Version, clock: MovableClock
) -> None:
    async with unit_of_work(tenant):
        better = await correct(announced, given(181), ADA, change=Change.EDITORIAL)
    clock.set_to(better.begins)
    async with unit_of_work(tenant):
        for timer in (announced.id, better.id):
            await take_effect_when_due(VersionDue(version=timer))
        in_force = await present(announced.document_id)
    assert in_force is not None
    assert in_force.id == better.id


async def test_a_material_correction_starts_the_notice_anew(tenant: UUID, announced: Version) -> None:
    with pytest.raises(TooEarly):
        async with unit_of_work(tenant):
            await correct(announced, given(365), ADA, change=Change.MATERIAL, effective=EARLIEST)


async def test_a_material_correction_takes_the_new_earliest_day(tenant: UUID, announced: Version) -> None:
    async with unit_of_work(tenant):
        other = await correct(announced, given(365), ADA, change=Change.MATERIAL, at_earliest=True)
        kept = await standing(other.id)
    assert (other.effective_on, kept.announced_on) == (ANEW, WEEK_LATER.date())
    assert len(await said(tenant, "version.announced")) == 2


async def test_an_editorial_correction_may_not_alter_a_promise(tenant: UUID, announced: Version) -> None:
    with pytest.raises(NotEditorial):
        async with unit_of_work(tenant):
            await correct(announced, given(181, facts=SHORT), ADA, change=Change.EDITORIAL)
    async with unit_of_work(tenant):
        assert (await Version.get(id=announced.id)).state is State.SCHEDULED


async def test_only_an_announced_version_can_be_corrected(tenant: UUID, announced: Version) -> None:
    async with unit_of_work(tenant):
        in_force = await present(announced.document_id)
        assert in_force is not None
        with pytest.raises(WrongState):
            await correct(in_force, given(181), ADA, change=Change.EDITORIAL)
