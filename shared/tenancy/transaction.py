"""A transaction on a connection of its own: begun with its tenant, ended for certain, the connection given back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import asyncpg
from asyncpg.pool import Pool, PoolConnectionProxy

from shared.tenancy.backend import Database
from shared.tenancy.current import Work, enter
from shared.tenancy.faults import GONE, DatabaseGone, RolledBack, translated
from shared.tenancy.placement import Role

PATIENCE = 10.0  # seconds for a free connection, and for giving one back
_LOST = (*GONE, asyncpg.InterfaceError)


@asynccontextmanager
async def opened(database: Database, role: Role, tenant: UUID | None, placement: str) -> AsyncIterator[None]:
    """Open a transaction, make it the running unit of work, commit or roll back at the end."""
    pool = await database.pool(role, placement)
    connection = await _begin(pool, tenant)
    work = Work(database, role, tenant, connection, asyncio.current_task())
    committed = False
    try:
        with database.activate():
            before = enter(work)
            try:
                yield
            finally:
                enter(before)
                work.open = False
        await _commit(work)
        committed = True
    finally:
        await _give_back(pool, connection, rolled_back=not committed)
    for callback in work.afterwards:
        # what a callback raises goes to the loop: the work is done, its answer must not say otherwise
        asyncio.get_running_loop().call_soon(callback)


async def _begin(pool: Pool, tenant: UUID | None) -> PoolConnectionProxy:
    """A connection in a transaction; sessions that died unseen in the pool are replaced."""
    connection = await _acquire(pool)
    try:
        await _say_begin(pool, connection, tenant)
    except DatabaseGone:
        await pool.expire_connections()
        connection = await _acquire(pool)
        await _say_begin(pool, connection, tenant)
    return connection


async def _acquire(pool: Pool) -> PoolConnectionProxy:
    with translated():
        return await pool.acquire(timeout=PATIENCE)


async def _say_begin(pool: Pool, connection: PoolConnectionProxy, tenant: UUID | None) -> None:
    begun = False
    try:
        with translated():
            # one trip for both; the text of a UUID is safe in SQL
            await connection.execute("BEGIN" if tenant is None else f"BEGIN; SET LOCAL app.tenant_id = '{tenant}'")
        begun = True
    finally:
        if not begun:
            await _give_back(pool, connection, rolled_back=True)


async def _commit(work: Work) -> None:
    if work.doomed:
        raise RolledBack("a part that had joined this unit of work failed; nothing was written")
    with translated():
        answer = await work.connection.execute("COMMIT")
    if answer != "COMMIT":
        # PostgreSQL answers ROLLBACK, without an error, when a failed statement was swallowed
        raise RolledBack("a statement in this unit of work failed; nothing was written")


async def _give_back(pool: Pool, connection: PoolConnectionProxy, *, rolled_back: bool) -> None:
    """Return the connection clean; one that cannot be cleaned is ended, its place is free all the same."""
    clean = not rolled_back
    try:
        if not clean:
            with suppress(*_LOST):
                await connection.execute("ROLLBACK", timeout=PATIENCE)
                clean = True
    finally:
        with suppress(*_LOST):  # a connection that was lost has left its place in the pool already
            if not clean:
                connection.terminate()
            await pool.release(connection, timeout=PATIENCE)
