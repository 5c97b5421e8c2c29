"""Tortoise's engine for Avow: a client without connections of its own; it uses the running unit of work's."""

from contextlib import suppress
from typing import Any

from asyncpg.pool import PoolConnectionProxy
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.base.client import TransactionContext
from tortoise.backends.base_postgres.client import translate_exceptions

from shared.tenancy.current import StrayQuery, Work, required_work
from shared.tenancy.faults import DatabaseGone, translated


class TenantClient(AsyncpgDBClient):
    """Every query of a model comes through here, and is refused where no unit of work runs."""

    async def create_connection(self, with_db: bool) -> None:  # noqa: ARG002, FBT001  Tortoise's signature
        raise StrayQuery("connections are opened by units of work alone")

    async def close(self) -> None:
        """Nothing to close: the pools belong to the Database."""

    def acquire_connection(self) -> "_Borrowed":  # type: ignore[override]  # all that Tortoise does is enter it
        return _Borrowed(self)

    def _in_transaction(self) -> TransactionContext:
        return Savepoint(self)

    @translate_exceptions
    async def execute_many(self, query: str, values: list[Any]) -> None:
        async with self.acquire_connection() as connection:
            await connection.executemany(query, values)

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        with translated():
            return await func(self, *args, **kwargs)

    def work(self) -> Work:
        """The running unit of work, if it is one on this client's database."""
        work = required_work()
        if work.database.client is not self:
            raise StrayQuery("a query to one service's database inside a unit of work on another's")
        return work


class _Borrowed:
    """The unit of work's connection, for the length of one query."""

    def __init__(self, client: TenantClient) -> None:
        self._client = client

    async def __aenter__(self) -> PoolConnectionProxy:
        return self._client.work().connection

    async def __aexit__(self, *_: object) -> None:
        """It stays with the unit of work."""


class Savepoint(TransactionContext):
    """`in_transaction()` inside a unit of work: a savepoint, so that a refused statement can be survived."""

    def __init__(self, client: TenantClient) -> None:
        self.client = client  # type: ignore[assignment]  # our client is the transaction's too

    async def __aenter__(self) -> TenantClient:  # type: ignore[override]  # see above
        client: TenantClient = self.client  # type: ignore[assignment]
        self._work = client.work()
        self._work.savepoints += 1
        self._name = f"avow_{self._work.savepoints}"
        await self._say(f"SAVEPOINT {self._name}")
        return client

    async def __aexit__(self, exc_type: type[BaseException] | None, exc_val: object, exc_tb: object) -> None:
        if exc_type is None:
            await self._say(f"RELEASE SAVEPOINT {self._name}")
        else:
            with suppress(DatabaseGone):  # then all is rolled back, and the first error says why
                await self._say(f"ROLLBACK TO SAVEPOINT {self._name}")

    async def _say(self, command: str) -> None:
        with translated():
            await self._work.connection.execute(command)


client_class = TenantClient  # the name by which Tortoise finds it
