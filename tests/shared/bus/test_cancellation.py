"""Stopping a worker: it always ends, whatever happens in the same instant."""

import asyncio
from uuid import UUID

import pytest

from shared.bus import outbox
from shared.bus.cancellation import heed
from shared.bus.connection import connected
from shared.bus.relay import Relay
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.bus import BellRung, eventually, working

pytestmark = pytest.mark.slow


async def test_a_worker_cancelled_while_it_is_being_woken_ends(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    async def hear_it(event: BellRung) -> None: ...

    for wait in range(12):
        async with asyncio.timeout(10), working(database, settings, {BellRung: [hear_it]}):
            for _ in range(wait):
                async with unit_of_work(tenant):
                    await outbox.record(BellRung(bell=new_id(), stroke=1))


async def test_a_relay_woken_and_cancelled_in_the_same_instant_ends(
    database: Database, settings: ServiceSettings
) -> None:
    async with connected(settings.nats_url, "test") as connection:
        relay = Relay(database, connection)
        running = asyncio.create_task(relay.run())
        await asyncio.sleep(0.5)
        relay._woken()
        running.cancel()
        await eventually(running.done, seconds=3)


async def test_a_cancellation_that_was_swallowed_is_heeded_at_the_next_turn() -> None:
    async def swallow() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            await asyncio.sleep(0)  # as wait_for does when the answer is there already
        heed()
        pytest.fail("it went on")

    task = asyncio.create_task(swallow())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
