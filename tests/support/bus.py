"""A service's worker for a test, and waiting for what it does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from uuid import UUID

from shared.bus.consumer import Retry
from shared.bus.handler import Hears
from shared.bus.worker import run_worker
from shared.events import event
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database

QUICK = Retry(tries=3, first=0.05, growth=1.0)


@event("policy_hosting.bell.rung")
class BellRung:
    """An event of the tests' own."""

    bell: UUID
    stroke: int


@event("policy_hosting.bell.broken")
class BellBroken:
    """Another one."""

    bell: UUID


@asynccontextmanager
async def working(
    database: Database, settings: ServiceSettings, hears: Hears, *, retry: Retry = QUICK
) -> AsyncIterator[asyncio.Task[None]]:
    """The worker, until the end of the block."""
    worker = asyncio.create_task(run_worker(database, settings, hears, retry=retry))
    try:
        yield worker
    finally:
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker


async def eventually(holds: Callable[[], object], *, seconds: float = 15) -> None:
    """Return when it holds; fail when it does not in time."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  a test may look again and again
            await asyncio.sleep(0.01)


async def eventually_so(asked: Callable[[], Awaitable[object]], *, seconds: float = 15) -> None:
    """The same for what has to be asked of an engine."""
    async with asyncio.timeout(seconds):
        while not await asked():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
