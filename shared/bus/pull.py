"""Pulling: one inbox and one loop for all consumers of a service, with one standing request for each."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from nats.aio.msg import Msg
from nats.js.api import ConsumerConfig

from shared.bus.cancellation import heed
from shared.bus.connection import FAULTS, Connection
from shared.bus.handler import Source
from shared.bus.patience import Patience
from shared.bus.streams import ensure_streams
from shared.logs import log

BATCH = 16  # messages of one consumer in hand at once
EXPIRES = 30.0  # seconds a request stands; then the server says so and the next one is made
_OVER = {
    "404",
    "408",
}  # nothing there, time is up: ask again; every other status: look what is wrong


@dataclass
class _Request:
    """The request that stands for a source, and how many of its messages are being handled."""

    source: Source
    number: int = 0
    wanted: int = 0
    asked: float = 0.0
    in_hand: int = 0
    declared: bool = False


class Puller:
    """Hands every message to `take(source, message)`, which must not wait; `done(source)` makes room."""

    def __init__(
        self,
        connection: Connection,
        sources: Sequence[Source],
        take: Callable[[Source, Msg], None],
        *,
        ack_wait: float,
    ) -> None:
        self._connection = connection
        self._take = take
        self._ack_wait = ack_wait
        self._inbox = connection.client.new_inbox()
        self._requests = [_Request(source) for source in sources]
        self._by_name = {(r.source.stream, r.source.durable): r for r in self._requests}
        self._wake = asyncio.Event()

    async def run(self) -> None:
        """Declare and pull until cancelled; a consumer that vanished is declared again."""
        subscription = await self._connection.client.subscribe(f"{self._inbox}.*.*", cb=self._arrived)
        patience = Patience()
        try:
            while True:
                heed()
                self._wake.clear()
                try:
                    await self._tend()
                    patience.reset()
                except FAULTS as fault:
                    log.warning("consumers wait", error=fault)
                    await patience.wait()
                    continue
                with suppress(TimeoutError):
                    async with asyncio.timeout(EXPIRES / 3):
                        await self._wake.wait()
        finally:
            with suppress(*FAULTS):  # never drain(): it hangs on pull subscriptions
                await subscription.unsubscribe()

    def done(self, source: Source) -> None:
        """One message of this source is out of hand."""
        request = self._by_name[source.stream, source.durable]
        request.in_hand -= 1
        if request.wanted == 0 and request.in_hand <= BATCH // 2:
            self._wake.set()

    async def _tend(self) -> None:
        if not all(request.declared for request in self._requests):
            await ensure_streams(self._connection.jetstream)
        for request in self._requests:
            if not request.declared:
                await self._declare(request.source)
                request.declared, request.wanted = True, 0
            overdue = time.monotonic() - request.asked > EXPIRES + 5  # its answer was lost
            if request.in_hand <= BATCH // 2 and (request.wanted == 0 or overdue):
                await self._ask(request)

    async def _declare(self, source: Source) -> None:
        """Create the consumer or leave it as it is; retries are ours, so the server counts without end."""
        one = len(source.subjects) == 1
        await self._connection.jetstream.add_consumer(
            source.stream,
            ConsumerConfig(
                name=source.durable,
                durable_name=source.durable,
                ack_wait=self._ack_wait,
                max_deliver=-1,
                max_ack_pending=BATCH * 64,
                filter_subject=source.subjects[0] if one else None,
                filter_subjects=None if one else list(source.subjects),
            ),
        )

    async def _ask(self, request: _Request) -> None:
        request.number += 1
        request.wanted = BATCH - request.in_hand
        request.asked = time.monotonic()
        place = self._requests.index(request)
        await self._connection.client.publish(
            f"$JS.API.CONSUMER.MSG.NEXT.{request.source.stream}.{request.source.durable}",
            json.dumps({"batch": request.wanted, "expires": int(EXPIRES * 1e9)}).encode(),
            reply=f"{self._inbox}.{place}.{request.number}",
        )

    async def _arrived(self, message: Msg) -> None:
        if message.reply:  # an event, on its own subject; how to answer it names the consumer
            told = message.metadata
            request = self._by_name[told.stream, told.consumer]
            request.in_hand += 1
            request.wanted = max(0, request.wanted - 1)
            self._take(request.source, message)
        else:  # the server's word on a request
            place, number = message.subject.rsplit(".", 2)[1:]
            request = self._requests[int(place)]
            if int(number) == request.number:
                request.wanted = 0
                request.declared = (message.headers or {}).get("Status") in _OVER
        if request.wanted == 0:
            self._wake.set()
