"""The relay: nothing lost, nothing in the wrong order, every timer once."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from infra.local.engines import Nats
from shared import clock as domain_clock
from shared.bus import outbox
from shared.bus.connection import Connection
from shared.bus.handler import Hears
from shared.bus.keeping import HEARD, SENT, prune
from shared.bus.relay import Relay
from shared.bus.streams import stream_of
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.placement import Role
from shared.tenancy.unit_of_work import execute, relay_work, unit_of_work
from tests.support.bus import BellRung, eventually, eventually_so, working
from tests.support.clock import MovableClock

pytestmark = pytest.mark.slow


class Tower:
    """What was heard, in the order of hearing."""

    def __init__(self) -> None:
        self.heard: list[tuple[UUID, int]] = []

    async def note_stroke(self, event: BellRung) -> None:
        self.heard.append((event.bell, event.stroke))

    def strokes(self, bell: UUID) -> list[int]:
        return [stroke for heard, stroke in self.heard if heard == bell]


async def ring(tenant: UUID, bell: UUID, stroke: int = 1, due_at: datetime | None = None) -> None:
    async with unit_of_work(tenant):
        await outbox.record(BellRung(bell=bell, stroke=stroke), due_at, aggregate=bell)


async def unsent(tenant: UUID) -> int:
    async with relay_work():
        rows = await execute("SELECT count(*) FROM outbox WHERE sent_at IS NULL AND tenant_id = $1", tenant)
    return int(rows[0]["count"])


async def test_the_events_of_an_aggregate_arrive_in_the_order_they_were_written(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    tower, bells = Tower(), [new_id() for _ in range(5)]
    for stroke in range(30):
        for bell in bells:
            await ring(tenant, bell, stroke)
    async with working(database, settings, {BellRung: [tower.note_stroke]}):
        await eventually(lambda: len(tower.heard) >= 150)
    for bell in bells:
        assert tower.strokes(bell) == list(range(30))


async def test_what_was_committed_while_the_bus_was_killed_arrives_once_it_is_back(
    tenant: UUID, database: Database, settings: ServiceSettings, nats: Nats
) -> None:
    tower, bell = Tower(), new_id()
    async with working(database, settings, {BellRung: [tower.note_stroke]}):
        await ring(tenant, bell, 0)
        await eventually(lambda: tower.strokes(bell) == [0])
        nats.kill()
        for stroke in range(1, 6):
            await ring(tenant, bell, stroke)
        assert tower.strokes(bell) == [0]
        nats.launch()
        await eventually(lambda: len(tower.strokes(bell)) >= 6, seconds=30)
    assert tower.strokes(bell) == list(range(6))


async def test_a_bus_that_lost_its_data_is_declared_and_told_again(
    tenant: UUID, database: Database, settings: ServiceSettings, nats: Nats, operator: Connection
) -> None:
    tower, other, bell = Tower(), Tower(), new_id()

    async def note_elsewhere(event: BellRung) -> None:
        await other.note_stroke(event)

    async with working(database, settings, {BellRung: [tower.note_stroke]}):
        await ring(tenant, bell, 0)
        await eventually(lambda: tower.strokes(bell) == [0])
    await operator.jetstream.delete_stream(stream_of(database.service))
    await asyncio.sleep(1.1)  # a stream made in the second it was sent to is not thought to have lost it
    async with working(database, settings, {BellRung: [tower.note_stroke, note_elsewhere]}):
        await ring(tenant, bell, 1)
        await eventually(lambda: len(other.strokes(bell)) == 2)
        await eventually(lambda: len(tower.strokes(bell)) >= 2)
    assert other.strokes(bell) == [0, 1]  # a hearer that had not heard it hears it now
    assert tower.strokes(bell) == [0, 1]  # and one that had knows its double


async def test_a_consumer_removed_while_the_worker_runs_is_declared_again(
    tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    tower, bell = Tower(), new_id()
    async with working(database, settings, {BellRung: [tower.note_stroke]}):
        await ring(tenant, bell, 0)
        await eventually(lambda: tower.strokes(bell) == [0])
        await operator.jetstream.delete_consumer(stream_of(database.service), "policy_hosting-note_stroke")
        await ring(tenant, bell, 1)
        await eventually(lambda: tower.strokes(bell) == [0, 1])


async def test_a_timer_is_carried_when_it_is_due_and_not_before(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    tower, bell = Tower(), new_id()
    async with working(database, settings, {BellRung: [tower.note_stroke]}):
        due = domain_clock.now() + timedelta(seconds=1.5)
        await ring(tenant, bell, due_at=due)
        await asyncio.sleep(0.7)
        assert tower.strokes(bell) == []
        await eventually(lambda: tower.strokes(bell) == [1], seconds=5)
        assert due <= domain_clock.now() < due + timedelta(seconds=3)


async def test_a_timer_fires_soon_after_the_development_clock_was_moved_past_it(
    tenant: UUID, database: Database, settings: ServiceSettings, clock: MovableClock
) -> None:
    tower, bell = Tower(), new_id()
    async with working(database, settings, {BellRung: [tower.note_stroke]}):
        await ring(tenant, bell, due_at=domain_clock.now() + timedelta(days=29))
        await asyncio.sleep(0.3)
        assert tower.strokes(bell) == []
        clock.forward(timedelta(days=30))
        await eventually(lambda: tower.strokes(bell) == [1], seconds=5)


async def test_two_workers_do_not_run_a_timer_twice(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    tower, bells = Tower(), [new_id() for _ in range(20)]
    hears: Hears = {BellRung: [tower.note_stroke]}
    async with working(database, settings, hears), working(database, settings, hears):
        for bell in bells:
            await ring(tenant, bell, due_at=domain_clock.now() + timedelta(milliseconds=300))
        await eventually(lambda: len(tower.heard) >= len(bells))
        await asyncio.sleep(0.5)
    assert sorted(tower.heard) == sorted((bell, 1) for bell in bells)


async def test_a_second_relay_waits_and_takes_over_when_the_first_ends(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    tower, bell = Tower(), new_id()
    async with working(database, settings, {BellRung: [tower.note_stroke]}):
        await ring(tenant, bell, 0)
        await eventually(lambda: tower.strokes(bell) == [0])
        second = working(database, settings, {})
        async with second:
            await ring(tenant, bell, 1)
            await eventually(lambda: tower.strokes(bell) == [0, 1])
            async with relay_work():
                holders = await execute(
                    "SELECT granted FROM pg_locks WHERE locktype = 'advisory'"
                    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                )
            assert sorted(row["granted"] for row in holders) == [False, True]


async def test_a_relay_whose_database_session_is_ended_begins_another(
    tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    relay = asyncio.create_task(Relay(database, operator).run())
    try:
        await ring(tenant, new_id())
        await _carried(tenant)
        async with relay_work():
            await execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'policy_hosting relay' AND pid <> pg_backend_pid()"
                " AND datname = current_database() AND query LIKE '%outbox%'"
            )
        await ring(tenant, new_id())
        await _carried(tenant)
    finally:
        relay.cancel()


async def test_sent_events_are_kept_seven_days_and_heard_ones_thirty(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    tower, bell = Tower(), new_id()
    async with working(database, settings, {BellRung: [tower.note_stroke]}):
        await ring(tenant, bell)
        await eventually(lambda: tower.strokes(bell) == [1])
        await _carried(tenant)
    pool = await database.pool(Role.RELAY)
    async with pool.acquire() as session:

        async def rows() -> tuple[int, int]:
            outbox_rows = await session.fetchval("SELECT count(*) FROM outbox WHERE tenant_id = $1", tenant)
            inbox_rows = await session.fetchval("SELECT count(*) FROM inbox WHERE tenant_id = $1", tenant)
            return outbox_rows, inbox_rows

        now = datetime.now(UTC)
        await prune(session, now + SENT - timedelta(minutes=1))
        assert await rows() == (1, 1)
        await prune(session, now + SENT + timedelta(minutes=1))
        assert await rows() == (0, 1)
        await prune(session, now + HEARD + timedelta(minutes=1))
        assert await rows() == (0, 0)


async def _carried(tenant: UUID) -> None:
    async def none_left() -> bool:
        return not await unsent(tenant)

    await eventually_so(none_left)
