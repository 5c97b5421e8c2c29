"""A service's worker: its relays and its consumers, on one connection to the bus, until cancelled."""

import asyncio
from contextlib import suppress

from shared.bus import metrics
from shared.bus.cancellation import heed
from shared.bus.connection import FAULTS, Connection, connected
from shared.bus.consumer import Consumer, Retry
from shared.bus.dead_letters import count_dead
from shared.bus.handler import Hears, by_name
from shared.bus.relay import Relay
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.placement import databases

COUNT_EVERY = 60.0
PAUSE = 0.2  # a bus that lets in and throws out at once must not keep the processor busy


class BusGone(Exception):  # noqa: N818  said of the bus
    """The connection ended; everything on it is begun again on a new one."""


async def run_worker(
    database: Database, settings: ServiceSettings, hears: Hears, *, retry: Retry | None = None
) -> None:
    """Carry what the service says and hear what others say; engines that are away are waited for."""
    by_name(hears)  # two handlers of one name: better now than at the first event
    with database.activate():
        while True:
            async with connected(settings.nats_url, database.service) as connection:
                try:
                    await _work(database, connection, hears, retry)
                except* BusGone:
                    await asyncio.sleep(PAUSE)


async def _work(database: Database, connection: Connection, hears: Hears, retry: Retry | None) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(_watch(connection))
        group.create_task(_count(database.service, connection, hears))
        for placement in databases():
            group.create_task(Relay(database, connection, placement).run())
        if hears:
            group.create_task(Consumer(database, connection, hears, retry=retry).run())


async def _watch(connection: Connection) -> None:
    await connection.over.wait()
    raise BusGone


async def _count(service: str, connection: Connection, hears: Hears) -> None:
    """Tell Prometheus how many letters wait for a person."""
    while True:
        with suppress(*FAULTS):
            found = await count_dead(connection.jetstream, service)
            for handler in {*by_name(hears), *found}:
                metrics.DEAD_LETTERS.labels(service, handler).set(found.get(handler, 0))
        heed()
        await asyncio.sleep(COUNT_EVERY)
