"""A service's database: its pools, one per role and placement, and the ORM's context over them."""

import asyncio
import warnings
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from typing import Any

import asyncpg
from asyncpg.pool import Pool
from tortoise import context as orm

from shared.settings import ServiceSettings
from shared.tenancy.faults import DatabaseGone, translated
from shared.tenancy.placement import POOLED, Role

Addresses = Mapping[Role, str]
# belts: a forgotten transaction or a runaway query ends by itself
_SERVER = {"statement_timeout": "30s", "idle_in_transaction_session_timeout": "60s", "lock_timeout": "10s"}
_BESIDE = 2  # connections

_active: ContextVar["Database | None"] = ContextVar("avow_database", default=None)
_open: list["Database"] = []


class Database:
    """The database of one service, or the databases where tenants are placed apart."""

    def __init__(self, service: str, addresses: Mapping[str, Addresses], models: Sequence[str], size: int) -> None:
        self.service = service
        self.addresses = addresses
        self.context = orm.TortoiseContext()
        self.client: Any = None
        self.settings: ServiceSettings | None = None
        self._models = models
        self._size = size
        self._pools: dict[tuple[str, Role, bool], Pool] = {}
        self._opening = asyncio.Lock()

    async def open(self) -> None:
        """Make the ORM ready; no connection is made before the first unit of work, so PostgreSQL may be down."""
        config = {
            "connections": {"default": {"engine": "shared.tenancy.client", "credentials": {}}},
            "apps": {self.service: {"models": list(self._models), "default_connection": "default"}},
        }
        # the ORM finishes its models by asking the current context for a connection
        with self.activate(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Module .* has no models", RuntimeWarning)  # a service may have none
            await self.context.init(config=config, use_tz=True, timezone="UTC")
        self.client = self.context.connections.get("default")
        if orm._global_context is None:  # noqa: SLF001  so that a stray query meets our client, wherever it is
            orm._global_context = self.context  # noqa: SLF001
        _open.append(self)

    async def close(self) -> None:
        _open.remove(self)
        await self.context.close_connections()
        for pool in self._pools.values():
            try:
                async with asyncio.timeout(5):
                    await pool.close()
            except TimeoutError:
                pool.terminate()

    @contextmanager
    def activate(self) -> Iterator[None]:
        """Make this the database of the units of work opened inside (needed where several are open)."""
        before, before_orm = _active.get(), orm._current_context.get()  # noqa: SLF001  the ORM has no public way
        _active.set(self)
        orm._current_context.set(self.context)  # noqa: SLF001
        try:
            yield
        finally:
            _active.set(before)
            orm._current_context.set(before_orm)  # noqa: SLF001

    async def pool(self, role: Role, placement: str = POOLED, *, beside: bool = False) -> Pool:
        """The connections of a role; they are opened one by one as needed and closed when idle.

        Those `beside` units of work are a few more: what is counted while one runs must not wait for the end of others.
        """
        key = (placement, role, beside)
        async with self._opening:
            if key not in self._pools:
                self._pools[key] = await asyncpg.create_pool(
                    self.addresses[placement][role],
                    min_size=0,
                    max_size=_BESIDE if beside else self._size,
                    max_inactive_connection_lifetime=60,
                    server_settings={"application_name": f"{self.service} {role}", **_SERVER},
                )
        return self._pools[key]

    @property
    def relay_address(self) -> str:
        """Where the relay connects by itself, for its session outlives units of work (LISTEN, advisory lock)."""
        return self.addresses[POOLED][Role.RELAY]

    async def answers(self) -> bool:
        """Whether PostgreSQL answers at this moment."""
        try:
            with translated():
                pool = await self.pool(Role.APP)
                async with pool.acquire(timeout=2) as connection:
                    await connection.execute("SELECT 1", timeout=2)
        except DatabaseGone:
            return False
        return True


def active() -> Database:
    """The database that units of work use here: the activated one, or the only one there is."""
    database = _active.get()
    if database is not None:
        return database
    if len(_open) != 1:
        raise RuntimeError(f"{len(_open)} databases are open and none is activated here")
    return _open[0]


@asynccontextmanager
async def open_database(
    service: str,
    settings: ServiceSettings,
    *,
    models: Sequence[str] | None = None,
    apart: Mapping[str, Addresses] | None = None,
    size: int = 10,
) -> AsyncIterator[Database]:
    """Open a service's database; its models are those named in `services/<service>/models.py`."""
    pooled = {Role.APP: settings.database_app, Role.RELAY: settings.database_relay}
    database = Database(service, {POOLED: pooled, **(apart or {})}, models or _models_of(service), size)
    database.settings = settings
    await database.open()
    try:
        yield database
    finally:
        await database.close()


def _models_of(service: str) -> list[str]:
    name = f"services.{service}.models"
    return [name] if find_spec(f"services.{service}") and find_spec(name) else ["shared.tenancy.model"]
