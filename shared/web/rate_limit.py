"""Exact rate limits in an unlogged table: one upsert on a connection of its own, so that refusals count too."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from shared.errors import Refusal, Unavailable
from shared.logs import log
from shared.tenancy.backend import active
from shared.tenancy.placement import Role

PATIENCE = 2.0  # seconds for a connection, and for each statement


class TooMany(Refusal):
    """The caller asks too often; HTTP 429."""

    status, code = 429, "too-many-requests"

    def __init__(self) -> None:
        super().__init__("Too many requests in a short time. Wait a minute, then try again.")


@dataclass(frozen=True)
class Limit:
    """So many hits per window of seconds for one caller block; `closed` says what to do when nobody can count.

    Credentials close when the table cannot be reached; forms and reading stay open.
    """

    name: str
    hits: int
    seconds: int = 60
    closed: bool = False


async def spend(limit: Limit, block: str, secret: str) -> None:
    """Count one hit of a client block (already cut to /24 or /48 by the edge); raises TooMany over the limit.

    Real time is used, never the movable clock.
    """
    now = datetime.now(UTC)
    start = datetime.fromtimestamp(now.timestamp() // limit.seconds * limit.seconds, UTC)
    bucket = _bucket(limit, block, secret, now)
    try:
        async with _connection() as connection:
            hits = await connection.fetchval(_UPSERT, bucket, start, timeout=PATIENCE)
            if hits == 1:
                await connection.execute(_FORGET, now - timedelta(days=1), timeout=PATIENCE)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        log.warning("rate limit unreachable", limit=limit.name, error=error)
        if limit.closed:
            raise Unavailable("This cannot be checked at the moment. Try again soon.") from None
        return
    if hits > limit.hits:
        raise TooMany


async def forgive(limit: Limit, block: str, secret: str) -> None:
    """Count from the beginning again, for whoever has shown to be in the right."""
    bucket = _bucket(limit, block, secret, datetime.now(UTC))
    try:
        async with _connection() as connection:
            await connection.execute("DELETE FROM rate_limit WHERE bucket = $1", bucket, timeout=PATIENCE)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        log.warning("rate limit unreachable", limit=limit.name, error=error)


@asynccontextmanager
async def _connection() -> AsyncIterator[PoolConnectionProxy]:
    """One beside the units of work: many of those that hold all the others may be waiting to be counted."""
    pool = await active().pool(Role.APP, beside=True)
    async with pool.acquire(timeout=PATIENCE) as connection:
        yield connection


_UPSERT = """INSERT INTO rate_limit (bucket, window_start, hits) VALUES ($1, $2, 1)
    ON CONFLICT (bucket, window_start) DO UPDATE SET hits = rate_limit.hits + 1 RETURNING hits"""
_FORGET = "DELETE FROM rate_limit WHERE window_start < $1"


def _bucket(limit: Limit, block: str, secret: str, now: datetime) -> str:
    """An HMAC whose key changes daily, so that the table never says who asked."""
    key = hmac.digest(secret.encode(), now.date().isoformat().encode(), "sha256")
    return f"{limit.name}:{hmac.new(key, block.encode(), hashlib.sha256).hexdigest()[:32]}"
