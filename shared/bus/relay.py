"""The relay: carries the outbox of one database to the bus, one relay at a time, in order within an aggregate."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import asyncpg

from shared import clock
from shared.bus import metrics
from shared.bus.cancellation import heed
from shared.bus.connection import FAULTS, Connection
from shared.bus.envelope import CONTENT_TYPE
from shared.bus.keeping import prune, say_again_what_was_lost
from shared.bus.outbox import CHANNEL
from shared.bus.patience import Patience
from shared.bus.streams import ensure_streams, stream_of
from shared.logs import log
from shared.tenancy.backend import Database
from shared.tenancy.placement import POOLED, Role

AT_ONCE = 256
SLOW_POLL = 5.0  # seconds: what a lost notification costs at most
TICK = 1.0  # the development clock may be moved at any moment; a timer notices within this
PRUNE_EVERY = 3600.0
LOCK = 0x41564F57  # "AVOW"; advisory locks are the database's own, so: one relay per service and database
# InternalClientError is what the driver says when a session was cut in the middle of an answer
_GONE = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, *FAULTS)
_UNSENT = """
    (SELECT seq, id, subject, body FROM outbox
        WHERE sent_at IS NULL AND due_at IS NULL ORDER BY seq LIMIT $2)
    UNION ALL
    (SELECT seq, id, subject, body FROM outbox
        WHERE sent_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2)
    ORDER BY seq"""
_NEXT_DUE = "SELECT min(due_at) FROM outbox WHERE sent_at IS NULL AND due_at IS NOT NULL"
_SENT = "UPDATE outbox SET sent_at = $1 WHERE seq = ANY($2::bigint[])"


class Relay:
    """Carries what one database's outbox holds, over a database session of its own."""

    def __init__(self, database: Database, connection: Connection, placement: str = POOLED) -> None:
        self._database = database
        self._connection = connection
        self._placement = placement
        self._wake = asyncio.Event()
        self._pruned = float("-inf")
        self._lag = metrics.OUTBOX_LAG.labels(database.service, placement)
        self._carried = metrics.CARRIED.labels(database.service)

    async def run(self) -> None:
        """Carry until cancelled; a database or a bus that is away is waited for."""
        patience = Patience()
        while True:
            heed()
            try:
                async with self._session() as session:
                    await self._begin(session)
                    while True:
                        await self._pass(session)
                        patience.reset()
            except _GONE as fault:
                log.warning("relay waits", error=fault)
                await patience.wait()

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[asyncpg.Connection]:
        """A connection of its own: what it listens to and its lock outlive units of work."""
        address = self._database.addresses[self._placement][Role.RELAY]
        told = {"application_name": f"{self._database.service} relay"}
        session = await asyncpg.connect(address, timeout=5, server_settings=told)
        try:
            yield session
        finally:
            session.terminate()  # at once: it holds nothing but its lock

    async def _begin(self, session: asyncpg.Connection) -> None:
        # held until the session ends, by whatever end: only who can write `sent_at` carries
        await session.execute("SELECT pg_advisory_lock($1)", LOCK)
        await session.add_listener(CHANNEL, self._woken)
        session.add_termination_listener(self._woken)
        streams = await ensure_streams(self._connection.jetstream)
        created = streams[stream_of(self._database.service)].created
        if created is not None and (lost := await say_again_what_was_lost(session, created)):
            log.warning("the bus lost its data; it is said again", events=lost)

    async def _pass(self, session: asyncpg.Connection) -> None:
        heed()
        self._wake.clear()
        async with asyncio.timeout(60):  # a session whose other end vanished silently
            found = await self._carry(session)
            if time.monotonic() > self._pruned + PRUNE_EVERY:
                await prune(session, datetime.now(UTC))
                self._pruned = time.monotonic()
            due = await session.fetchval(_NEXT_DUE)
        if not found:
            await self._sleep(due)

    async def _carry(self, session: asyncpg.Connection) -> int:
        rows = await session.fetch(_UNSENT, clock.now(), AT_ONCE)
        if not rows:
            self._lag.set(0)
            return 0
        self._lag.set(_age(rows[0]))
        sent: list[int] = []
        faults = await asyncio.gather(*(self._carry_lane(lane, sent) for lane in _lanes(rows)), return_exceptions=True)
        # real time, for it is compared with the bus's own; the development clock may jump
        await session.execute(_SENT, datetime.now(UTC), sent)
        self._carried.inc(len(sent))
        for fault in faults:
            if fault is not None:
                raise fault
        return len(rows)

    async def _carry_lane(self, lane: list[asyncpg.Record], sent: list[int]) -> None:
        """One aggregate's events, each only after the one before it has been taken."""
        for row in lane:
            # a publish that timed out may have arrived: by its id the second one is known as a double
            headers = {"Nats-Msg-Id": str(row["id"]), "Content-Type": CONTENT_TYPE}
            await self._connection.jetstream.publish(row["subject"], row["body"].encode(), headers=headers)
            sent.append(row["seq"])

    async def _sleep(self, due: datetime | None) -> None:
        """Until something is written, a timer is due by the domain's clock, or the slow poll's time."""
        end = time.monotonic() + SLOW_POLL
        while not self._wake.is_set() and (left := end - time.monotonic()) > 0:
            if due is not None:
                left = min(left, (due - clock.now()).total_seconds())
                if left <= 0:
                    return
            with suppress(TimeoutError):
                # not wait_for: Python 3.11's loses a cancellation that comes together with the wake
                async with asyncio.timeout(min(left, TICK)):
                    await self._wake.wait()

    def _woken(self, *_: object) -> None:
        self._wake.set()


def _lanes(rows: Iterable[asyncpg.Record]) -> list[list[asyncpg.Record]]:
    lanes: dict[object, list[asyncpg.Record]] = {}
    for row in rows:
        aggregate = json.loads(row["body"]).get("partitionkey")
        lanes.setdefault(aggregate or row["id"], []).append(row)
    return list(lanes.values())


def _age(row: asyncpg.Record) -> float:
    """Seconds since it was written, as its UUIDv7 tells."""
    written: int = row["id"].int >> 80
    return max(0.0, time.time() - written / 1000)
