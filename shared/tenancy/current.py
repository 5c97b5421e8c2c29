"""Whom we serve now: the running unit of work and its tenant."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    from shared.tenancy.backend import Database
    from shared.tenancy.placement import Role


class StrayQuery(Exception):  # noqa: N818  said of the query
    """A query where there is no unit of work, or after its end, or in a task that does not own it."""


class NoTenant(Exception):  # noqa: N818  said of the moment
    """There is no tenant now: no unit of work runs, or it serves the house itself."""


class OtherWork(Exception):  # noqa: N818  said of the moment
    """A unit of work of another tenant or kind runs already; it cannot change whom it serves."""


@dataclass(eq=False)
class Work:
    """A transaction under way, on a connection of its own, owned by the task that opened it."""

    database: "Database"
    role: "Role"
    tenant: UUID | None
    connection: "PoolConnectionProxy"
    task: "asyncio.Task[object] | None"
    open: bool = True
    doomed: bool = False  # a joined part failed: what it left half done must not be committed
    savepoints: int = 0
    afterwards: list[Callable[[], object]] = field(default_factory=list)

    def is_own(self) -> bool:
        """Whether the running task may use it; a task that outlives the request may not."""
        return self.open and self.task is asyncio.current_task()


_work: ContextVar[Work | None] = ContextVar("avow_work", default=None)


def tenant() -> UUID:
    """The tenant of the running unit of work."""
    work = _work.get()
    if work is None or not work.open or work.tenant is None:
        raise NoTenant("no unit of work of a tenant runs here")
    return work.tenant


def own_work() -> Work | None:
    """The unit of work this task is in, if it is still open and its own."""
    work = _work.get()
    return work if work is not None and work.is_own() else None


def required_work() -> Work:
    """The same, for whoever is about to query."""
    work = _work.get()
    if work is None:
        raise StrayQuery("a query outside a unit of work")
    if not work.open:
        raise StrayQuery("a query after the end of its unit of work (a task or a stream outlived it)")
    if not work.is_own():
        raise StrayQuery("a query in a task that did not open this unit of work; open one of its own there")
    return work


def enter(work: Work | None) -> Work | None:
    """Make this the running unit of work; answers the one before, to be entered again afterwards."""
    before = _work.get()
    _work.set(work)
    return before
