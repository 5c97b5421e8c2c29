"""The outbox: said with the change, or not at all."""

from uuid import UUID

import pytest

from shared.bus import outbox
from shared.events import PromisesChanged
from shared.ids import new_id
from shared.tenancy.current import NoTenant
from shared.tenancy.unit_of_work import execute, relay_work, unit_of_work
from tests.support.bus import BellRung


async def written(tenant: UUID) -> list[UUID]:
    async with relay_work():
        rows = await execute("SELECT id FROM outbox WHERE tenant_id = $1 ORDER BY seq", tenant)
    return [row["id"] for row in rows]


async def test_an_event_is_written_with_the_change(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        said = await outbox.record(BellRung(bell=new_id(), stroke=1))
    assert await written(tenant) == [said]


async def test_a_change_that_is_rolled_back_says_nothing(tenant: UUID) -> None:
    with pytest.raises(ZeroDivisionError):
        async with unit_of_work(tenant):
            await outbox.record(BellRung(bell=new_id(), stroke=1))
            _ = 1 / 0
    assert await written(tenant) == []


async def test_nothing_is_said_outside_a_unit_of_work(tenant: UUID) -> None:
    with pytest.raises(NoTenant):
        await outbox.record(BellRung(bell=new_id(), stroke=1))


async def test_what_is_no_event_is_refused(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(TypeError):
            await outbox.record("hello")


async def test_what_the_bus_would_refuse_is_refused_at_the_writer(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(ValueError, match="too large"):
            await outbox.record(PromisesChanged(revision=1, promises={"text": "x" * outbox.LARGEST}))
