"""The consumer: an effect once, in its tenant's transaction; failures tried again, then parked; poison put aside."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from shared.bus import consumer, outbox
from shared.bus.connection import Connection, connected
from shared.bus.consumer import Consumer, Retry
from shared.bus.dead_letters import DeadLetter, list_dead
from shared.bus.envelope import Envelope
from shared.bus.handler import Hopeless, TwoHandlersOfOneName, own_work
from shared.bus.streams import ensure_streams
from shared.bus.worker import run_worker
from shared.clock import now
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.current import tenant as current_tenant
from shared.tenancy.unit_of_work import execute, unit_of_work
from tests.support.bus import QUICK, BellBroken, BellRung, eventually, working

pytestmark = pytest.mark.slow


async def ring(tenant: UUID, bell: UUID, stroke: int = 1) -> UUID:
    async with unit_of_work(tenant):
        return await outbox.record(BellRung(bell=bell, stroke=stroke))


async def publish(operator: Connection, subject: str, body: bytes) -> None:
    await ensure_streams(operator.jetstream)
    await operator.jetstream.publish(subject, body)


async def parked(operator: Connection, count: int = 1) -> list[DeadLetter]:
    async with asyncio.timeout(15):
        while True:
            await ensure_streams(operator.jetstream)
            found = await list_dead(operator.jetstream)
            if len(found) >= count:
                return found
            await asyncio.sleep(0.05)


def envelope(tenant: UUID) -> Envelope:
    return Envelope(id=new_id(), tenant=tenant, event=BellRung(bell=new_id(), stroke=1), time=now())


async def test_an_event_delivered_many_times_takes_effect_once(
    tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    heard: list[BellRung] = []

    async def count_stroke(event: BellRung) -> None:
        heard.append(event)

    said = envelope(tenant)
    async with (
        working(database, settings, {BellRung: [count_stroke]}),
        working(database, settings, {BellRung: [count_stroke]}),
    ):
        for _ in range(20):  # without a Nats-Msg-Id the bus takes each for a new one
            await publish(operator, said.subject, said.written().encode())
        await eventually(lambda: heard)
        await asyncio.sleep(0.5)
    assert heard == [said.event]


async def test_a_handler_works_in_a_transaction_of_the_envelopes_tenant(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    seen: list[tuple[UUID, int]] = []

    async def look_around(event: BellRung) -> None:
        rows = await execute("SELECT count(*) FROM inbox WHERE handler = 'look_around'")
        seen.append((current_tenant(), rows[0]["count"]))

    async with working(database, settings, {BellRung: [look_around]}):
        await ring(tenant, new_id())
        await eventually(lambda: seen)
    assert seen == [(tenant, 1)]  # the inbox row of this very transaction


async def test_a_handler_with_works_of_its_own_is_told_the_tenant(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    seen: list[tuple[UUID, bool]] = []

    @own_work
    async def go_alone(event: BellRung, whose: UUID) -> None:
        async with unit_of_work(whose):
            rows = await execute("SELECT 1 FROM inbox WHERE handler = 'go_alone'")
        seen.append((whose, bool(rows)))

    async with working(database, settings, {BellRung: [go_alone]}):
        await ring(tenant, new_id())
        await eventually(lambda: seen)
    assert seen == [(tenant, False)]


async def test_what_is_hopeless_is_parked_at_the_first_try(
    tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    tries: list[int] = []

    async def despair(event: BellRung) -> None:
        tries.append(event.stroke)
        raise Hopeless("letter-550")

    async with working(database, settings, {BellRung: [despair]}):
        await ring(tenant, new_id())
        (letter,) = await parked(operator)
    assert (letter.error, letter.tries, len(tries)) == ("letter-550", 1, 1)


async def test_a_failed_try_leaves_nothing_and_the_next_one_takes_effect(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    tries: list[int] = []

    async def answer_bell(event: BellRung) -> None:
        tries.append(event.stroke)
        await outbox.record(BellBroken(bell=event.bell))
        if len(tries) < 3:
            raise RuntimeError("not yet")

    broken: list[UUID] = []

    async def mourn_bell(event: BellBroken) -> None:
        broken.append(event.bell)

    bell = new_id()
    async with working(database, settings, {BellRung: [answer_bell], BellBroken: [mourn_bell]}):
        await ring(tenant, bell)
        await eventually(lambda: broken)
        await asyncio.sleep(0.3)
    assert len(tries) == 3
    assert broken == [bell]


async def test_an_event_that_fails_every_time_is_parked_and_the_others_go_on(
    tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    done: list[int] = []
    tries: list[int] = []

    async def trip_at_thirteen(event: BellRung) -> None:
        if event.stroke == 13:
            tries.append(13)
            raise ValueError("ada@example.org must not be told to anyone")
        done.append(event.stroke)

    async with working(database, settings, {BellRung: [trip_at_thirteen]}):
        for stroke in (12, 13, 14):
            await ring(tenant, new_id(), stroke)
        letters = await parked(operator)
        await eventually(lambda: sorted(done) == [12, 14])
    assert len(tries) == QUICK.tries
    (letter,) = letters
    assert (letter.service, letter.handler, letter.error) == ("policy_hosting", "trip_at_thirteen", "ValueError")
    assert letter.event == "policy_hosting.bell.rung"
    assert letter.tries == QUICK.tries
    assert "ada" not in repr(letter)


async def test_one_handlers_failure_is_not_the_others(
    tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    heard: list[int] = []

    async def always_fail(event: BellRung) -> None:
        raise RuntimeError

    async def hear_it(event: BellRung) -> None:
        heard.append(event.stroke)

    async with working(database, settings, {BellRung: [always_fail, hear_it]}):
        await ring(tenant, new_id(), 5)
        assert [letter.handler for letter in await parked(operator)] == ["always_fail"]
    assert heard == [5]


@pytest.mark.parametrize("body", [b"not json", b'{"specversion": "1.0"}', b"\x00\xff"])
async def test_poison_is_parked_at_once_and_the_next_event_is_heard(
    body: bytes, tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    heard: list[int] = []

    async def hear_it(event: BellRung) -> None:
        heard.append(event.stroke)

    async with working(database, settings, {BellRung: [hear_it]}):
        await publish(operator, f"avow.{tenant}.policy_hosting.bell.rung", body)
        await ring(tenant, new_id(), 2)
        (letter,) = await parked(operator)
        await eventually(lambda: heard == [2])
    assert (letter.error, letter.tries) == ("unreadable", 1)


async def test_a_message_whose_subject_and_envelope_name_different_tenants_is_parked_unheard(
    tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    heard: list[UUID] = []

    async def hear_it(event: BellRung) -> None:
        heard.append(current_tenant())

    async with working(database, settings, {BellRung: [hear_it]}):
        said = envelope(new_id())
        await publish(operator, f"avow.{tenant}.policy_hosting.bell.rung", said.written().encode())
        (letter,) = await parked(operator)
    assert letter.error == "wrong-tenant"
    assert heard == []


async def test_a_slow_handler_is_not_given_its_event_a_second_time(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    begun: list[int] = []
    ended: list[int] = []

    async def take_a_while(event: BellRung) -> None:
        begun.append(event.stroke)
        await asyncio.sleep(2.5)
        ended.append(event.stroke)

    await ring(tenant, new_id(), 1)
    await ring(tenant, new_id(), 2)  # waits in hand for as long, and longer
    async with connected(settings.nats_url, "test") as connection, working(database, settings, {}):
        hearing = asyncio.create_task(
            Consumer(database, connection, {BellRung: [take_a_while]}, retry=QUICK, ack_wait=1.0).run()
        )
        await eventually(lambda: sorted(ended) == [1, 2])
        await asyncio.sleep(1.5)
        hearing.cancel()
    assert sorted(begun) == [1, 2]


async def test_what_a_stopped_worker_had_in_hand_is_given_to_the_next_at_once(
    tenant: UUID, database: Database, settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "GRACE", 0.1)
    begun: list[int] = []
    ended: list[int] = []

    async def take_a_while(event: BellRung) -> None:
        begun.append(event.stroke)
        if len(begun) == 1:
            await asyncio.sleep(60)
        ended.append(event.stroke)

    async with working(database, settings, {BellRung: [take_a_while]}):
        await ring(tenant, new_id())
        await eventually(lambda: begun)
    async with working(database, settings, {BellRung: [take_a_while]}):
        await eventually(lambda: ended == [1], seconds=5)  # well before ACK_WAIT


async def test_tenants_are_served_side_by_side_and_one_tenants_events_in_turn(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    running: dict[UUID, int] = {}
    most: dict[str, int] = {"same": 0, "all": 0}
    ended: list[int] = []

    async def crowd_in(event: BellRung) -> None:
        running[current_tenant()] = running.get(current_tenant(), 0) + 1
        most["same"] = max(most["same"], *running.values())
        most["all"] = max(most["all"], sum(running.values()))
        await asyncio.sleep(0.1)
        running[current_tenant()] -= 1
        ended.append(event.stroke)

    for stroke in range(3):
        for each in (tenant, new_id(), new_id()):
            await ring(each, new_id(), stroke)
    async with working(database, settings, {BellRung: [crowd_in]}):
        await eventually(lambda: len(ended) == 9)
    assert most["same"] == 1
    assert most["all"] > 1


async def test_two_handlers_of_one_name_are_refused_at_the_start(database: Database, settings: ServiceSettings) -> None:
    def made() -> Callable[[object], Awaitable[None]]:
        async def hear_it(event: object) -> None: ...

        return hear_it

    with pytest.raises(TwoHandlersOfOneName, match="hear_it"):
        await run_worker(database, settings, {BellRung: [made()], BellBroken: [made()]})


def test_the_delay_between_tries_grows_to_a_limit() -> None:
    retry = Retry()
    delays = [retry.delay(tries) for tries in range(1, retry.tries)]
    assert delays == sorted(delays)
    assert (delays[0], delays[-1]) == (retry.first, retry.most)


async def test_a_handler_that_hears_more_than_before_keeps_its_place(
    tenant: UUID, database: Database, settings: ServiceSettings
) -> None:
    heard: list[str] = []

    async def hear_all(event: object) -> None:
        heard.append(type(event).__name__)

    async with working(database, settings, {BellRung: [hear_all]}):
        await ring(tenant, new_id())
        await eventually(lambda: heard == ["BellRung"])
    async with unit_of_work(tenant):
        await outbox.record(BellBroken(bell=new_id()))
    async with working(database, settings, {BellRung: [hear_all], BellBroken: [hear_all]}):
        await eventually(lambda: heard == ["BellRung", "BellBroken"])
