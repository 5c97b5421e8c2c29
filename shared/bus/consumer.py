"""Hearing: each event once per handler, in a transaction of its tenant; what fails is retried, then parked."""

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from nats.aio.msg import Msg

from shared.bus import inbox, metrics
from shared.bus.cancellation import heed
from shared.bus.connection import FAULTS, Connection
from shared.bus.dead_letters import ORIGINAL, code_of, park
from shared.bus.envelope import Envelope, WrongTenant, open_envelope
from shared.bus.handler import Handler, Hears, Hopeless, Source, by_name, opens_own_work, sources
from shared.bus.patience import Patience
from shared.bus.pull import Puller
from shared.bus.streams import AGAIN
from shared.events import Unreadable
from shared.logs import log
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import execute, unit_of_work

AT_ONCE = 6  # handlers running at the same time; each holds a database connection
ACK_WAIT = 10.0  # after a kill -9 the messages it had in hand come again this soon

GRACE = 3.0  # a handler that runs when the worker is stopped has this long to end


@dataclass(frozen=True)
class Retry:
    """How often and how patiently a failing handler is tried before the event is parked."""

    tries: int = 10
    first: float = 1.0
    growth: float = 3.0
    most: float = 600.0

    def delay(self, tries: int) -> float:
        return min(self.first * self.growth ** (tries - 1), self.most)


class Consumer:
    """All handlers of one service on one connection."""

    def __init__(
        self,
        database: Database,
        connection: Connection,
        hears: Hears,
        *,
        retry: Retry | None = None,
        ack_wait: float = ACK_WAIT,
    ) -> None:
        self.service = database.service
        self._connection = connection
        self._handlers = by_name(hears)
        self._retry = retry or Retry()
        self._ack_wait = ack_wait
        self._in_hand: dict[int, Msg] = {}
        # one lane per handler and tenant: tenants side by side, one tenant's events in turn
        self._lanes: dict[tuple[str, str], deque[tuple[Source, Msg]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._puller = Puller(connection, sources(self.service, hears), self._take, ack_wait=ack_wait)

    async def run(self) -> None:
        """Hear until cancelled; what is not finished then is given back at once."""
        beating = asyncio.create_task(self._beat())
        try:
            await self._puller.run()
        finally:
            beating.cancel()
            await self._leave()

    def _take(self, source: Source, message: Msg) -> None:
        self._in_hand[id(message)] = message
        lane = (self._handler_name(source, message), message.subject.split(".")[1])
        waiting = self._lanes.setdefault(lane, deque())
        waiting.append((source, message))
        if len(waiting) == 1:
            task = asyncio.create_task(self._walk(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _walk(self, lane: tuple[str, str]) -> None:
        waiting = self._lanes[lane]
        while waiting:
            source, message = waiting[0]
            async with self._at_once:
                try:
                    await self._hear(lane[0], message)
                except Exception as fault:  # noqa: BLE001  most likely the bus is gone: unanswered, it comes again
                    log.warning("event left for later", handler=lane[0], error=fault)
            waiting.popleft()
            self._in_hand.pop(id(message), None)
            self._puller.done(source)
        del self._lanes[lane]

    async def _hear(self, name: str, message: Msg) -> None:
        subject = (message.headers or {}).get(ORIGINAL, message.subject)
        try:
            envelope = open_envelope(subject, message.data)
            handler = self._handler(name)
        except (Unreadable, WrongTenant) as fault:
            await self._park(name, message, fault)  # no later try will read it better
            return
        await self._try(name, handler, envelope, message)

    async def _try(self, name: str, handler: Handler, envelope: Envelope, message: Msg) -> None:
        patience = Patience()
        while True:
            try:
                outcome = await self._handle(name, handler, envelope)
            except Hopeless as fault:
                await self._park(name, message, fault)
            except Exception as fault:  # noqa: BLE001  whatever a handler raises: this is the edge of the house
                heed()
                if not await _answers(envelope.tenant):
                    await patience.wait()  # nobody's fault: the message waits here, its tries are not counted
                    continue
                await self._fail(name, message, fault)
            else:
                metrics.HANDLED.labels(self.service, name, outcome).inc()
                await message.ack()
            return

    async def _handle(self, name: str, handler: Handler, envelope: Envelope) -> str:
        if opens_own_work(handler):
            await handler(envelope.event, envelope.tenant)
            return "done"
        async with unit_of_work(envelope.tenant):
            if not await inbox.enter(name, envelope.id):
                return "double"
            await handler(envelope.event)
        return "done"

    async def _fail(self, name: str, message: Msg, fault: Exception) -> None:
        tries = message.metadata.num_delivered
        if tries >= self._retry.tries:
            await self._park(name, message, fault)
            return
        delay = self._retry.delay(tries)
        log.warning("handler failed", handler=name, tries=tries, again_in=delay, error=fault)
        metrics.HANDLED.labels(self.service, name, "retried").inc()
        await message.nak(delay=delay)

    async def _park(self, name: str, message: Msg, fault: Exception) -> None:
        log.error("event parked", handler=name, code=code_of(fault), error=fault)
        await park(self._connection.jetstream, self.service, name, message, code_of(fault))
        metrics.HANDLED.labels(self.service, name, "parked").inc()
        await message.term()

    async def _beat(self) -> None:
        """Tell the server that what is in hand is being worked on."""
        while True:
            await asyncio.sleep(self._ack_wait / 3)
            for message in list(self._in_hand.values()):
                if not message.is_acked:
                    with suppress(*FAULTS):
                        await message.in_progress()

    async def _leave(self) -> None:
        """Let what runs come to its end for a moment, then roll it back and give it back."""
        for waiting in self._lanes.values():
            while len(waiting) > 1:
                waiting.pop()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for message in list(self._in_hand.values()):
            if not message.is_acked:
                with suppress(*FAULTS):
                    await message.nak()

    def _handler(self, name: str) -> Handler:
        try:
            return self._handlers[name]
        except KeyError:
            raise Unreadable("no handler has this name any more") from None

    def _handler_name(self, source: Source, message: Msg) -> str:
        if source.stream == AGAIN:
            return message.subject.rpartition(".")[2]
        return source.durable.removeprefix(f"{self.service}-")


async def _answers(tenant: UUID) -> bool:
    """Whether the tenant's database is there: if not, no handler is to blame."""
    try:
        async with unit_of_work(tenant):
            await execute("SELECT 1")
    except Exception:  # noqa: BLE001  a database that cannot do this does not answer, whatever it says
        return False
    return True
