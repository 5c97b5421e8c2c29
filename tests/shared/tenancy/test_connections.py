"""Connections: whatever ends a unit of work, its connection comes back, clean or replaced."""

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from infra.local.engines import Postgres
from infra.local.process import free_port
from shared.errors import Unavailable
from shared.ids import new_id
from shared.tenancy import transaction
from shared.tenancy.backend import Database, open_database
from shared.tenancy.faults import Busy, DatabaseGone
from shared.tenancy.placement import Role
from shared.tenancy.unit_of_work import execute, unit_of_work
from tests.support.databases import LIBRARY, Databases
from tests.support.library.models import Shelf

pytestmark = pytest.mark.slow

SIZE = 2


@pytest.fixture
async def narrow(databases: Databases, tmp_path: Path) -> AsyncIterator[Database]:
    """The library's database over two connections, so that a single lost one is felt."""
    settings = databases.settings(LIBRARY, tmp_path)
    async with open_database(LIBRARY, settings, models=["tests.support.library.models"], size=SIZE) as opened:
        with opened.activate():
            yield opened


@pytest.fixture
async def superuser(databases: Databases) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(databases.superuser_url(LIBRARY))
    yield connection
    await connection.close()


async def test_a_cancelled_task_gives_its_connection_back(narrow: Database, superuser: asyncpg.Connection) -> None:
    for _ in range(3 * SIZE):
        task = asyncio.create_task(_write_and_sleep(new_id()))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    await _all_usable(narrow, superuser)


async def test_a_task_cancelled_at_any_moment_leaks_nothing(narrow: Database, superuser: asyncpg.Connection) -> None:
    chance = random.Random(20261123)  # noqa: S311  the same moments each time
    for _ in range(150):
        task = asyncio.create_task(_write_and_read(new_id()))
        for _ in range(chance.randrange(25)):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await _all_usable(narrow, superuser)


async def test_a_failed_begin_gives_its_connection_back(
    narrow: Database, superuser: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = asyncpg.Connection.execute

    async def refuse(self: asyncpg.Connection, query: str, *args: object, **options: object) -> str:
        if query.startswith("BEGIN"):
            raise asyncpg.PostgresSyntaxError("no")
        answer: str = await begin(self, query, *args, **options)
        return answer

    monkeypatch.setattr(asyncpg.Connection, "execute", refuse)
    for _ in range(3 * SIZE):
        with pytest.raises(Exception, match="no"):
            async with unit_of_work(new_id()):
                pytest.fail("it began")
    monkeypatch.undo()
    await _all_usable(narrow, superuser)


async def test_sessions_that_died_in_the_pool_are_replaced(narrow: Database, superuser: asyncpg.Connection) -> None:
    await _all_usable(narrow, superuser)
    await _kill_sessions(superuser)
    # at once: the loop has not heard of their end yet
    await asyncio.gather(*(_write_and_read(new_id()) for _ in range(SIZE)))
    await _all_usable(narrow, superuser)


async def test_a_session_killed_at_work_loses_its_work_and_nothing_else(
    narrow: Database, superuser: asyncpg.Connection
) -> None:
    for _ in range(2 * SIZE):
        acme, globex = new_id(), new_id()
        with pytest.raises(DatabaseGone):
            async with unit_of_work(acme):
                await Shelf.create(name="Half")
                await _kill_sessions(superuser)
                await Shelf.create(name="Never")
        async with unit_of_work(globex):
            assert await Shelf.all() == []
        async with unit_of_work(acme):
            assert await Shelf.all() == []
    await _all_usable(narrow, superuser)


async def test_a_session_killed_before_the_commit_is_told_as_a_failure(
    narrow: Database, superuser: asyncpg.Connection
) -> None:
    acme = new_id()
    with pytest.raises(Unavailable):
        async with unit_of_work(acme):
            await Shelf.create(name="Half")
            await _kill_sessions(superuser)
    async with unit_of_work(acme):
        assert await Shelf.all() == []
    await _all_usable(narrow, superuser)


async def test_many_tenants_on_few_connections_see_only_their_own(narrow: Database) -> None:
    """Sixty tenants' work on two connections; a tenth of it is cancelled, another tenth fails."""
    chance = random.Random(7)  # noqa: S311  the same each time

    async def work(tenant: UUID) -> None:
        for number in range(3):
            async with unit_of_work(tenant):
                await Shelf.create(name=f"{tenant} {number}")
                seen = {row["tenant_id"] for row in await execute("SELECT * FROM shelf")}
                assert seen == {tenant}
                if chance.random() < 0.1:
                    raise ZeroDivisionError

    tasks = [asyncio.create_task(work(new_id())) for _ in range(60)]
    await asyncio.sleep(0.02)
    for task in chance.sample(tasks, 6):
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    unexpected = [out for out in outcomes if out and not isinstance(out, ZeroDivisionError | asyncio.CancelledError)]
    assert unexpected == []
    assert narrow.service == LIBRARY


async def test_waiting_for_a_connection_has_an_end(narrow: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "PATIENCE", 0.1)
    pool = await narrow.pool(Role.APP)
    held = [await pool.acquire() for _ in range(SIZE)]
    with pytest.raises(DatabaseGone):
        async with unit_of_work(new_id()):
            pytest.fail("there was a third")
    monkeypatch.undo()
    for connection in held:
        await pool.release(connection)
    await _write_and_read(new_id())


async def test_a_row_that_somebody_holds_too_long_is_a_refusal_to_try_again(
    narrow: Database, superuser: asyncpg.Connection
) -> None:
    tenant = new_id()
    async with unit_of_work(tenant):
        shelf = await Shelf.create(name="held")
    async with superuser.transaction():
        await superuser.execute("UPDATE shelf SET name = 'theirs' WHERE id = $1", shelf.id)
        with pytest.raises(Busy):
            async with unit_of_work(tenant):
                await execute("SET LOCAL lock_timeout = '50ms'")
                await execute("UPDATE shelf SET name = 'ours' WHERE id = $1", shelf.id)


async def test_of_two_that_wait_for_each_other_one_is_told_to_try_again(narrow: Database) -> None:
    tenant, both_hold = new_id(), asyncio.Barrier(2)
    async with unit_of_work(tenant):
        first, second = await Shelf.create(name="first"), await Shelf.create(name="second")

    async def cross(mine: Shelf, theirs: Shelf) -> None:
        async with unit_of_work(tenant):
            await execute("SELECT FROM shelf WHERE id = $1 FOR UPDATE", mine.id)
            await both_hold.wait()
            await execute("SELECT FROM shelf WHERE id = $1 FOR UPDATE", theirs.id)

    async with asyncio.timeout(30):
        ends = await asyncio.gather(cross(first, second), cross(second, first), return_exceptions=True)
    assert {type(end) for end in ends} == {type(None), Busy}


async def test_a_service_outlives_its_postgresql(engine_folder: Path, tmp_path: Path) -> None:
    folder = engine_folder / "killed"
    folder.mkdir(mode=0o711)
    engine = Postgres(folder, port=free_port(), password="secret")
    databases = Databases(engine.url)
    settings = databases.settings(LIBRARY, tmp_path)
    async with open_database(LIBRARY, settings, models=["tests.support.library.models"]) as opened:
        with opened.activate():
            await _refused()  # it was not even started
            engine.start()
            try:
                await databases.prepare()
                acme = new_id()
                await _write_and_read(acme)
                assert await opened.answers()
                await asyncio.to_thread(engine.kill)
                await _refused()
                assert not await opened.answers()
                await asyncio.to_thread(engine.start)
                await _write_and_read(new_id())
                async with unit_of_work(acme):
                    assert await Shelf.all().count() == 1
            finally:
                await databases.close()
                engine.stop()


async def _refused() -> None:
    for _ in range(3):
        with pytest.raises(Unavailable):
            async with unit_of_work(new_id()):
                pytest.fail("there is no database")


async def _write_and_sleep(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await Shelf.create(name="Half")
        await execute("SELECT pg_sleep(5)")


async def _write_and_read(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await Shelf.create(name="Whole")
        assert [shelf.tenant_id for shelf in await Shelf.all()] == [tenant]


async def _all_usable(database: Database, superuser: asyncpg.Connection) -> None:
    """Every connection of the pool can be had, and none carries a transaction along."""
    pool = await database.pool(Role.APP)
    async with asyncio.timeout(5):
        held = [await pool.acquire() for _ in range(SIZE)]
        for connection in held:
            assert await connection.fetchval("SELECT current_setting('app.tenant_id', true)") in (None, "")
            await pool.release(connection)
    await asyncio.gather(*(_write_and_read(new_id()) for _ in range(2 * SIZE)))
    assert (
        await superuser.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'library_app' AND state LIKE 'idle in transaction%'"
        )
        == 0
    )


async def _kill_sessions(superuser: asyncpg.Connection) -> None:
    await superuser.execute(
        "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE usename = 'library_app'"
    )
