"""Events: from the commit of a change to the end of its handler, and how many pass in a burst."""

import asyncio
import logging
import os
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from statistics import quantiles
from uuid import UUID

import structlog
import uvloop

from bench.support.databases import data_folder, databases
from bench.support.verdict import verdict
from infra.local.engines import Nats
from shared.bus import outbox
from shared.bus.worker import run_worker
from shared.events import VersionDue
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import open_database
from shared.tenancy.placement import Role
from shared.tenancy.unit_of_work import unit_of_work

SERVICE = "policy_hosting"
TARGET = 50.0  # milliseconds, 95 of 100 events
PACED, PAUSE = 500, 0.02
BURST = 3000
IDLE = 10.0


class Stopwatch:
    """When each event was committed, and when its handler had ended."""

    def __init__(self) -> None:
        self.committed: dict[UUID, float] = {}
        self.handled: dict[UUID, float] = {}

    async def stop(self, event: VersionDue) -> None:
        self.handled[event.version] = time.perf_counter()

    async def say(self, tenant: UUID) -> None:
        version = new_id()
        async with unit_of_work(tenant):
            await outbox.record(VersionDue(version=version))
        self.committed[version] = time.perf_counter()

    async def all_handled(self) -> None:
        async with asyncio.timeout(120):
            while len(self.handled) < len(self.committed):  # noqa: ASYNC110  a benchmark may look again
                await asyncio.sleep(0.005)

    def delays(self) -> list[float]:
        return [(self.handled[version] - at) * 1000 for version, at in self.committed.items()]


async def measure(settings: ServiceSettings) -> None:
    tenants = [new_id() for _ in range(10)]
    watch = Stopwatch()
    async with open_database(SERVICE, settings) as database:
        with database.activate():
            worker = asyncio.create_task(run_worker(database, settings, {VersionDue: [watch.stop]}))
            await watch.say(tenants[0])
            await watch.all_handled()  # everything is declared and warm
            await paced(tenants, watch)
            await burst(tenants, watch)
            spent = time.process_time()
            await asyncio.sleep(IDLE)
            print(f"idle worker              {(time.process_time() - spent) / IDLE * 100:8.2f} % of a core")
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker


async def paced(tenants: Sequence[UUID], watch: Stopwatch) -> None:
    watch.committed.clear()
    watch.handled.clear()
    for number in range(PACED):
        await watch.say(tenants[number % len(tenants)])
        await asyncio.sleep(PAUSE)
    await watch.all_handled()
    cuts = quantiles(watch.delays(), n=100)
    print(f"commit → handled, p50    {cuts[49]:8.1f} ms")
    print(f"commit → handled, p95    {cuts[94]:8.1f} ms (under {TARGET:.0f} ms): {verdict(cuts[94] < TARGET)}")
    print(f"commit → handled, p99    {cuts[98]:8.1f} ms")


async def burst(tenants: Sequence[UUID], watch: Stopwatch) -> None:
    watch.committed.clear()
    watch.handled.clear()
    begun = time.perf_counter()

    async def of_one(tenant: UUID) -> None:
        for _ in range(BURST // len(tenants)):
            await watch.say(tenant)

    await asyncio.gather(*(of_one(tenant) for tenant in tenants))
    await watch.all_handled()
    print(f"burst, written to heard  {BURST / (time.perf_counter() - begun):8.0f} events/s")


@contextmanager
def installation() -> Iterator[ServiceSettings]:
    """The engines as `make run` starts them, writing to disk."""
    with data_folder() as data, databases(data, [SERVICE]) as urls:
        nats = Nats(data)
        nats.start()
        try:
            yield ServiceSettings(
                env="production",
                data=data,
                edge_secret=secrets.token_urlsafe(12),
                nats_url=nats.url_of(SERVICE),
                database_app=urls[SERVICE][Role.APP],
                database_relay=urls[SERVICE][Role.RELAY],
            )
        finally:
            nats.stop()


def main() -> None:
    os.environ["AVOW_ENV"] = "production"
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with installation() as settings:
        uvloop.run(measure(settings))


if __name__ == "__main__":
    main()
