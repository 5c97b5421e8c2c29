"""Events: from the commit of a change to the end of its handler, and how many pass in a burst."""

import asyncio
import logging
import os
import secrets
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import quantiles
from uuid import UUID

import structlog
import uvloop

from infra.local.engines import Nats, Postgres
from shared.bus import outbox
from shared.bus.worker import run_worker
from shared.events import VersionDue
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import open_database
from shared.tenancy.migrations import migrate
from shared.tenancy.placement import Role
from shared.tenancy.provision import Passwords, address, provision
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


async def measure(settings: ServiceSettings) -> bool:
    tenants = [new_id() for _ in range(10)]
    watch = Stopwatch()
    async with open_database(SERVICE, settings) as database:
        with database.activate():
            worker = asyncio.create_task(run_worker(database, settings, {VersionDue: [watch.stop]}))
            await watch.say(tenants[0])
            await watch.all_handled()  # everything is declared and warm
            p95 = await paced(tenants, watch)
            await burst(tenants, watch)
            spent = time.process_time()
            await asyncio.sleep(IDLE)
            print(f"idle worker              {(time.process_time() - spent) / IDLE * 100:8.2f} % of a core")
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker
    return p95 < TARGET


async def paced(tenants: Sequence[UUID], watch: Stopwatch) -> float:
    watch.committed.clear()
    watch.handled.clear()
    for number in range(PACED):
        await watch.say(tenants[number % len(tenants)])
        await asyncio.sleep(PAUSE)
    await watch.all_handled()
    cuts = quantiles(watch.delays(), n=100)
    print(f"commit → handled, p50    {cuts[49]:8.1f} ms")
    print(f"commit → handled, p95    {cuts[94]:8.1f} ms   (target: under {TARGET:.0f})")
    print(f"commit → handled, p99    {cuts[98]:8.1f} ms")
    return cuts[94]


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
    with tempfile.TemporaryDirectory(prefix="avow-bench-", dir="/var/tmp") as folder:  # a disk, not memory
        data = Path(folder)
        data.chmod(0o711)  # the engine's own user passes through
        postgres, nats = Postgres(data, password=secrets.token_urlsafe(12)), Nats(data)
        postgres.start()
        nats.start()
        try:
            yield asyncio.run(prepared(postgres, nats, data))
        finally:
            nats.stop()
            postgres.stop()


async def prepared(postgres: Postgres, nats: Nats, data: Path) -> ServiceSettings:
    passwords = Passwords(*(secrets.token_urlsafe(12) for _ in range(3)))
    await provision(postgres.url, {SERVICE: passwords})
    urls = {role: address(postgres.url, SERVICE, role, getattr(passwords, role)) for role in Role}
    await migrate(SERVICE, urls[Role.OWNER])
    return ServiceSettings(
        env="production",
        data=data,
        edge_secret=secrets.token_urlsafe(12),
        nats_url=nats.url_of(SERVICE),
        database_app=urls[Role.APP],
        database_relay=urls[Role.RELAY],
    )


def main() -> None:
    os.environ["AVOW_ENV"] = "production"
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with installation() as settings:
        good = uvloop.run(measure(settings))
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
