"""Dead letters: listed, given back to the handler that failed and to no other, or dropped."""

import asyncio
from uuid import UUID

import pytest

from shared.bus import outbox
from shared.bus.connection import Connection
from shared.bus.dead_letters import count_dead, drop, list_dead, replay, replay_all
from shared.bus.streams import ensure_streams
from shared.errors import Missing
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.bus import QUICK, BellRung, eventually, eventually_so, working

pytestmark = pytest.mark.slow


class Ringers:
    """Two handlers: one that fails until it is mended, one that never does."""

    def __init__(self) -> None:
        self.mended = False
        self.tries = 0
        self.done: list[int] = []
        self.other: list[int] = []

    async def pull_rope(self, event: BellRung) -> None:
        self.tries += 1
        if not self.mended:
            raise RuntimeError
        self.done.append(event.stroke)

    async def listen_below(self, event: BellRung) -> None:
        self.other.append(event.stroke)


async def ring(tenant: UUID, stroke: int) -> None:
    async with unit_of_work(tenant):
        await outbox.record(BellRung(bell=new_id(), stroke=stroke))


async def waiting(operator: Connection, count: int) -> None:
    await ensure_streams(operator.jetstream)

    async def there() -> bool:
        return len(await list_dead(operator.jetstream)) == count

    await eventually_so(there)


async def test_a_letter_replayed_is_done_by_the_handler_that_failed_alone(
    tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    ringers = Ringers()
    async with working(database, settings, {BellRung: [ringers.pull_rope, ringers.listen_below]}):
        await ring(tenant, 1)
        await waiting(operator, 1)
        ringers.mended = True
        (letter,) = await list_dead(operator.jetstream)
        assert await replay(operator.jetstream, letter.id) == letter
        await eventually(lambda: ringers.done == [1])
        await asyncio.sleep(0.3)
        assert ringers.other == [1]
        assert await list_dead(operator.jetstream) == []


async def test_a_letter_that_fails_again_is_parked_again_whole(
    tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    ringers = Ringers()
    async with working(database, settings, {BellRung: [ringers.pull_rope]}):
        await ring(tenant, 1)
        await waiting(operator, 1)
        (first,) = await list_dead(operator.jetstream)
        for _ in range(2):  # each time anew, though the bus knows doubles for ten minutes
            ringers.tries = 0
            await replay_all(operator.jetstream)
            await eventually(lambda: ringers.tries == QUICK.tries)
            await waiting(operator, 1)
        (again,) = await list_dead(operator.jetstream)
        assert (again.event_id, again.subject, again.handler) == (first.event_id, first.subject, first.handler)
        ringers.mended = True
        await replay_all(operator.jetstream, "policy_hosting")
        await eventually(lambda: ringers.done == [1])


async def test_a_dropped_letter_is_gone(
    tenant: UUID, database: Database, settings: ServiceSettings, operator: Connection
) -> None:
    ringers = Ringers()
    async with working(database, settings, {BellRung: [ringers.pull_rope]}):
        await ring(tenant, 1)
        await ring(tenant, 2)
        await waiting(operator, 2)
        assert await count_dead(operator.jetstream, "policy_hosting") == {"pull_rope": 2}
        first, second = await list_dead(operator.jetstream)
        await drop(operator.jetstream, first.id)
        assert await list_dead(operator.jetstream, "policy_hosting") == [second]
        assert await list_dead(operator.jetstream, "tenant_auth") == []


async def test_a_letter_that_is_not_there_is_missing(operator: Connection) -> None:
    await ensure_streams(operator.jetstream)
    for act in (replay, drop):
        with pytest.raises(Missing, match="no dead letter 77"):
            await act(operator.jetstream, 77)
