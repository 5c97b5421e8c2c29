"""How long outbox and inbox remember: sent events seven days (to mend a lost bus), heard ones thirty."""

from datetime import UTC, datetime, timedelta

import asyncpg

from shared.bus.outbox import CHANNEL
from shared.tenancy.placement import databases
from shared.tenancy.unit_of_work import execute, relay_work

SENT = timedelta(days=7)
HEARD = timedelta(days=30)  # as long as the streams keep what could be heard again


async def prune(session: asyncpg.Connection, now: datetime) -> None:
    """Remove what is older."""
    await session.execute("DELETE FROM outbox WHERE sent_at < $1", now - SENT)
    await session.execute("DELETE FROM inbox WHERE heard_at < $1", now - HEARD)


async def say_again(*, since: datetime) -> int:
    """Mark what was sent since then as unsent; the relay carries it again, hearers know their doubles."""
    said = 0
    for placement in databases():
        async with relay_work(placement):
            said += len(await execute("UPDATE outbox SET sent_at = NULL WHERE sent_at >= $1 RETURNING seq", since))
            await execute("SELECT pg_notify($1, '')", CHANNEL)
    return said


async def say_again_what_was_lost(session: asyncpg.Connection, created: datetime) -> int:
    """A stream younger than what was sent to it has lost that."""
    answer = await session.execute("UPDATE outbox SET sent_at = NULL WHERE sent_at < $1", _before(created))
    return int(answer.rpartition(" ")[2])


def _before(created: datetime) -> datetime:
    """The stream's clock may be another machine's; what was sent within its first second is there."""
    return created.astimezone(UTC) - timedelta(seconds=1)
