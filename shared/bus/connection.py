"""One connection to NATS, whole or over: when it breaks, its owner makes a new one and declares all it needs again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import nats
from nats.aio.client import Client
from nats.errors import Error
from nats.js import JetStreamContext

from shared.bus.patience import Patience
from shared.errors import Unavailable
from shared.logs import log

JetStream = JetStreamContext  # the bus as the rest of the house may name it

FAULTS = (Error, OSError, TimeoutError, asyncio.TimeoutError)  # what a bus that is not there raises


class Connection:
    """A live connection; `over` is set when it ended, for whatever reason."""

    def __init__(self, client: Client, over: asyncio.Event) -> None:
        self.client = client
        self.over = over
        self.jetstream: JetStreamContext = client.jetstream()


@asynccontextmanager
async def connected(url: str, name: str, *, patient: bool = True) -> AsyncIterator[Connection]:
    """Wait for NATS (or, not patient, raise Unavailable), connect, and close at the end.

    The client's own reconnecting is off: a server may come back without its streams, and a client that
    carries on as if nothing happened would wait for ever. One path, the first start, mends both.
    """
    over = asyncio.Event()
    client = await _client(url, name, over, patient=patient)
    try:
        yield Connection(client, over)
    finally:
        over.set()
        with suppress(*FAULTS):  # it may be gone already
            async with asyncio.timeout(2):
                await client.close()


async def _client(url: str, name: str, over: asyncio.Event, *, patient: bool) -> Client:
    patience = Patience(most=2.0)
    complained = False

    async def ended() -> None:
        over.set()

    while True:
        try:
            return await nats.connect(
                url,
                name=name,
                allow_reconnect=False,
                max_reconnect_attempts=1,  # of one call to connect; without it that never ends
                reconnect_time_wait=0,
                connect_timeout=2,
                ping_interval=20,
                max_outstanding_pings=2,
                closed_cb=ended,
                error_cb=_note,
            )
        except FAULTS as fault:
            if not patient:
                raise Unavailable("The bus does not answer. Is the system running?") from fault
            if not complained:
                log.warning("waiting for NATS", error=fault)
                complained = True
            await patience.wait()


async def _note(fault: Exception) -> None:
    if not isinstance(fault, OSError):  # that one is raised as well
        log.warning("NATS said no", fault=type(fault).__name__)
