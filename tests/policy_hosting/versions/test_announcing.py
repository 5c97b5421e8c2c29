"""Announcing and calling off: what is said, who was first, and what stays on the list."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.versions import revision
from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.announcing import announce
from services.policy_hosting.versions.calling_off import call_off
from services.policy_hosting.versions.state import Change, State
from services.policy_hosting.versions.step import Step
from services.policy_hosting.versions.version import Version, WrongState, numbered, scheduled
from shared.errors import Conflict, Denied, Invalid, Refusal
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.clock import MovableClock
from tests.support.factories.version import ADA, approved, given, published
from tests.support.said import said

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = date(2026, 12, 24)


@pytest.fixture
async def document(tenant: UUID, clock: MovableClock) -> Document:
    """A notice in force since Monday 23 November 2026, without any promise of notice."""
    clock.set_to(NOW)
    async with unit_of_work(tenant):
        return (await published()).document


async def test_a_first_version_is_said_to_take_effect_and_nobody_is_told_of_a_change(
    tenant: UUID, document: Document
) -> None:
    names = [each.name for each in await said(tenant)]
    assert names == ["publication.due", "publication.due", "version.took_effect", "promises.changed"]


async def test_a_material_change_is_announced_and_scheduled(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        await published(given(180), effective=LATER)
    (announced,) = await said(tenant, "version.announced")
    (fixed,) = await said(tenant, "version.scheduled")
    assert (announced.data["announced_on"], announced.data["change"]) == ("2026-11-23", "material")
    assert fixed.data["effective_from"] == announced.data["effective_from"] == "2026-12-23T23:00:00+00:00"


async def test_nobody_is_told_of_an_editorial_change(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        await published(given(91), change=Change.EDITORIAL)
        await published(given(92), change=Change.EDITORIAL, effective=LATER)
    assert await said(tenant, "version.announced") == []
    assert [each.data["number"] for each in await said(tenant, "version.scheduled")] == [3]


async def test_no_name_of_a_person_is_on_the_bus(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        await published(given(91), actor=Actor.operator("Ada Lovelace", "Grace Hopper"))
    assert "Lovelace" not in str(await said(tenant))


async def test_each_visible_change_counts_the_tenants_revision_up(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        before = await revision.current()
        await published(given(180), effective=LATER)
        assert await revision.current() == before + 1
    assert len(await said(tenant, "publication.due")) == before + 1


async def test_a_version_goes_step_by_step_and_each_is_kept(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        version = await approved(document, given(180))
        await announce(version, ADA, LATER)
        steps = await Step.filter(version_id=version.id).order_by("at")
    assert [(each.verb, each.by) for each in steps] == [
        ("drafted", "Ada"),
        ("submitted", "Ada"),
        ("approved", "Ada"),
        ("announced", "Ada"),
    ]


async def test_only_an_approved_version_can_be_announced(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        version = await approved(document, given(180))
        await version.return_to_draft(ADA)
        with pytest.raises(WrongState, match="is a draft; this can be done only with one that is approved"):
            await announce(version, ADA)


async def test_who_lacks_the_permission_is_refused(tenant: UUID, document: Document) -> None:
    reader = Actor(kind="person", name="Bob")
    async with unit_of_work(tenant):
        version = await approved(document, given(180))
        with pytest.raises(Denied, match="version:publish"):
            await announce(version, reader)


async def test_two_people_at_once_do_not_undo_each_other(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        adas = await approved(document, given(91), change=Change.EDITORIAL)
        graces = await approved(document, given(92), change=Change.EDITORIAL)

    async def put_in_force(version: Version) -> Refusal | None:
        try:
            async with unit_of_work(tenant):
                await announce(await Version.get(id=version.id), ADA)
        except Refusal as refusal:
            return refusal
        return None

    outcomes = await asyncio.gather(put_in_force(adas), put_in_force(graces))
    (refusal,) = [each for each in outcomes if each is not None]
    assert isinstance(refusal, Conflict)
    assert "took effect after this one was drafted" in refusal.message
    async with unit_of_work(tenant):
        assert await Version.filter(state=State.IN_FORCE).count() == 1


async def test_two_people_at_once_cannot_schedule_one_version_twice(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        version = await approved(document, given(91))

    async def schedule(day: date) -> str:
        try:
            async with unit_of_work(tenant):
                await announce(await Version.get(id=version.id), ADA, day)
        except WrongState:
            return "refused"
        return "done"

    outcomes = await asyncio.gather(*(schedule(LATER + timedelta(days=n)) for n in range(4)))
    assert sorted(outcomes) == ["done", "refused", "refused", "refused"]
    async with unit_of_work(tenant):
        assert await Announcement.filter(version_id=version.id).count() == 1


async def test_two_versions_cannot_take_effect_at_the_same_instant(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        await published(given(180), effective=LATER)
        with pytest.raises(Conflict, match="version 2 takes effect at the same time"):
            await published(given(365), effective=LATER)


# ── Calling off ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_announced_change_can_be_called_off_and_stays_on_the_list(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        version = (await published(given(180), effective=LATER)).version
        await call_off(version, ADA, {"en": "We think again."})
        kept = await Announcement.get(version_id=version.id)
    assert version.state is State.WITHDRAWN
    assert (kept.called_off_on, kept.called_off_by) == (date(2026, 11, 23), "Ada")
    assert kept.called_off_reasons == {"en": "We think again."}
    (withdrawn,) = await said(tenant, "version.withdrawn")
    assert withdrawn.data["number"] == 2


async def test_it_can_be_called_off_until_the_instant_it_takes_effect(
    tenant: UUID, document: Document, clock: MovableClock
) -> None:
    async with unit_of_work(tenant):
        version = (await published(given(180), effective=LATER)).version
    clock.set_to(version.begins)  # the timer has not come yet
    with pytest.raises(WrongState):
        async with unit_of_work(tenant):
            await call_off(version, ADA)


async def test_what_is_in_force_cannot_be_called_off(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(WrongState, match="only with one that is announced"):
            await call_off(await numbered(document.id, 1), ADA)


async def test_a_reason_in_a_language_the_tenant_has_not_is_refused(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        version = (await published(given(180), effective=LATER)).version
        with pytest.raises(Invalid, match=r"reason\.nl"):
            await call_off(version, ADA, {"nl": "Toch niet."})


async def test_a_version_nobody_heard_of_is_withdrawn_without_a_word(tenant: UUID, document: Document) -> None:
    async with unit_of_work(tenant):
        version = await approved(document, given(180))
        await version.withdraw(ADA)
        assert await scheduled(document.id) == []
    assert await said(tenant, "version.withdrawn") == []
