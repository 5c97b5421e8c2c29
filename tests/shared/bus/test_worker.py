"""The worker through the loss of its engines: it waits, loses nothing, and costs nothing while it waits."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from infra.local.engines import Nats, Postgres
from shared.bus import outbox
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.faults import DatabaseGone
from shared.tenancy.unit_of_work import execute, unit_of_work
from tests.support import engines
from tests.support.bus import BellRung, eventually, eventually_so, working
from tests.support.databases import Databases

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
async def mortal() -> AsyncIterator[tuple[Postgres, Databases]]:
    """A PostgreSQL that a test may kill, and that therefore writes what it commits."""
    with engines.engine_folder() as folder:
        postgres = Postgres(folder, password="secret", fast=False)
        postgres.start()
        prepared = Databases(postgres.url)
        await prepared.prepare()
        yield postgres, prepared
        await prepared.close()
        postgres.stop()


@pytest.fixture
async def database(mortal: tuple[Postgres, Databases], service: str) -> AsyncIterator[Database]:
    opened = await mortal[1].of(service)
    with opened.activate():
        yield opened


@pytest.fixture
def settings(mortal: tuple[Postgres, Databases], service: str, nats: Nats, tmp_path: Path) -> ServiceSettings:
    return mortal[1].settings(service, tmp_path, nats.url_of(service))


async def ring(tenant: UUID, stroke: int) -> bool:
    try:
        async with unit_of_work(tenant):
            await outbox.record(BellRung(bell=tenant, stroke=stroke), aggregate=tenant)
    except DatabaseGone:
        return False
    return True


async def inbox_holds(tenant: UUID) -> int:
    async with unit_of_work(tenant):
        rows = await execute("SELECT count(*) FROM inbox")
    return int(rows[0]["count"])


async def test_postgresql_killed_while_events_are_carried_and_heard_loses_and_doubles_nothing(
    database: Database, settings: ServiceSettings, mortal: tuple[Postgres, Databases]
) -> None:
    tenant, postgres = new_id(), mortal[0]
    heard: list[int] = []

    async def toll(event: BellRung) -> None:
        await asyncio.sleep(0.02)
        heard.append(event.stroke)

    async with working(database, settings, {BellRung: [toll]}):
        said = [stroke for stroke in range(40) if await ring(tenant, stroke)]
        await eventually(lambda: len(heard) > 5)
        postgres.kill()
        await asyncio.sleep(2)  # longer than a handler's tries would last
        postgres.launch()
        await eventually_so(lambda: ring(tenant, 99), seconds=30)
        await eventually(lambda: 99 in heard, seconds=30)
        await eventually(lambda: set(heard) == {*said, 99}, seconds=30)
    assert await inbox_holds(tenant) == len(said) + 1


async def test_a_worker_started_before_its_engines_waits_for_them(
    database: Database, settings: ServiceSettings, mortal: tuple[Postgres, Databases], nats: Nats
) -> None:
    tenant, postgres = new_id(), mortal[0]
    heard: list[int] = []

    async def toll(event: BellRung) -> None:
        heard.append(event.stroke)

    assert await ring(tenant, 1)
    nats.kill()
    postgres.kill()
    async with working(database, settings, {BellRung: [toll]}) as worker:
        await asyncio.sleep(1)
        nats.launch()
        await asyncio.sleep(1)
        postgres.launch()
        await eventually(lambda: heard == [1], seconds=30)
        assert not worker.done()


async def test_waiting_for_a_killed_bus_or_database_takes_next_to_no_processor_time(
    database: Database, settings: ServiceSettings, mortal: tuple[Postgres, Databases], nats: Nats
) -> None:
    async def toll(event: BellRung) -> None: ...

    async with working(database, settings, {BellRung: [toll]}):
        await asyncio.sleep(1)
        for engine in (mortal[0], nats):
            engine.kill()
            await asyncio.sleep(0.5)
            before, spent = time.monotonic(), _processor_time()
            await asyncio.sleep(2)
            assert (_processor_time() - spent) / (time.monotonic() - before) < 0.1
            engine.launch()


def _processor_time() -> float:
    times = os.times()
    return times.user + times.system
