"""The unit of work: one transaction, one tenant, committed at its end or not at all."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from asyncpg import Record

from shared.tenancy import transaction
from shared.tenancy.backend import active
from shared.tenancy.current import OtherWork, own_work, required_work
from shared.tenancy.faults import translated
from shared.tenancy.placement import POOLED, Role, database_of


@asynccontextmanager
async def unit_of_work(tenant: UUID) -> AsyncIterator[None]:
    """Everything inside is this tenant's and is committed together; a nested one joins."""
    if not isinstance(tenant, UUID):
        raise TypeError("a tenant is a UUID")
    async with _joined_or_opened(Role.APP, tenant, database_of(tenant)):
        yield


@asynccontextmanager
async def system_work(reason: str) -> AsyncIterator[None]:
    """Work on the tables that have no tenant, for the stated reason; it sees no tenant's rows."""
    if not reason:
        raise ValueError("system work needs a reason")
    async with _joined_or_opened(Role.APP, None, POOLED):
        yield


@asynccontextmanager
async def relay_work(database: str = POOLED) -> AsyncIterator[None]:
    """Work of the relay: it sees the outbox of all tenants and their ids, nothing else."""
    async with _joined_or_opened(Role.RELAY, None, database):
        yield


async def execute(sql: str, *args: Any) -> list[Record]:
    """Run one statement in the running unit of work; `$1` stands for the first argument, jsonb comes as text."""
    connection = required_work().connection
    with translated():
        rows: list[Record] = await connection.fetch(sql, *args)
    return rows


def after_commit(callback: Callable[[], object]) -> None:
    """Call this once the running unit of work has been committed; never if it is not."""
    required_work().afterwards.append(callback)


@asynccontextmanager
async def _joined_or_opened(role: Role, tenant: UUID | None, placement: str) -> AsyncIterator[None]:
    database = active()
    outer = own_work()
    if outer is None or outer.database is not database:
        async with transaction.opened(database, role, tenant, placement):
            yield
        return
    if outer.role is not role or outer.tenant != tenant:
        raise OtherWork("a unit of work of another tenant or kind runs already")
    try:
        yield
    except BaseException:
        outer.doomed = True
        raise
