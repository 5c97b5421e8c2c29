"""Migrations: each once, whole or not at all, one migrator at a time."""

import asyncio
import textwrap
from pathlib import Path

import asyncpg
import pytest
from tortoise.exceptions import OperationalError

from shared.ids import new_id
from shared.tenancy import migrations
from shared.tenancy.migrations import migrate, pending
from shared.tenancy.placement import Role
from shared.tenancy.provision import address, provision
from tests.support.databases import LIBRARY, PASSWORDS, Databases

pytestmark = pytest.mark.slow


class Scratch:
    """An empty database of the library and a package of migrations under way."""

    def __init__(self, databases: Databases, apart: str, folder: Path) -> None:
        self.owner, self.app = (
            address(databases.server_url, LIBRARY, role, getattr(PASSWORDS, role), apart=apart)
            for role in (Role.OWNER, Role.APP)
        )
        self.package = folder.name
        self._folder = folder

    def write(self, name: str, *statements: str) -> None:
        body = f"""
        from tortoise.migrations import Migration as Step
        from tortoise.migrations.operations import RunSQL
        class Migration(Step):
            operations = [RunSQL(list({statements!r}), reverse_sql=[])]
        """
        (self._folder / f"{name}.py").write_text(textwrap.dedent(body))

    async def migrate(self) -> list[str]:
        return await migrate(LIBRARY, self.owner, package=self.package)

    async def pending(self) -> list[str]:
        return await pending(LIBRARY, self.app, package=self.package)

    async def ask(self, sql: str) -> object:
        connection = await asyncpg.connect(self.owner)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / f"steps_{new_id().hex}"
    made.mkdir()
    (made / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    return made


@pytest.fixture
async def scratch(databases: Databases, folder: Path) -> Scratch:
    apart = new_id().hex[-12:]
    await provision(databases.server_url, {LIBRARY: PASSWORDS}, apart=apart)
    made = Scratch(databases, apart, folder)
    made.write("0001_first", "CREATE TABLE first (n int)", f"GRANT SELECT ON tortoise_migrations TO {LIBRARY}_app")
    return made


async def test_each_migration_is_applied_once_in_the_order_of_its_number(scratch: Scratch) -> None:
    scratch.write("0010_tenth", "INSERT INTO first SELECT n + 8 FROM first")
    scratch.write("0002_second", "INSERT INTO first VALUES (2)")
    everything = ["0001_first", "0002_second", "0010_tenth"]
    assert await scratch.pending() == everything
    assert await scratch.migrate() == everything
    assert await scratch.migrate() == []
    assert await scratch.pending() == []
    assert await scratch.ask("SELECT sum(n) FROM first") == 12
    scratch.write("0011_eleventh", "DELETE FROM first")
    assert await scratch.pending() == ["0011_eleventh"]
    assert await scratch.migrate() == ["0011_eleventh"]


async def test_a_failing_migration_leaves_nothing_behind(scratch: Scratch) -> None:
    scratch.write("0002_half", "CREATE TABLE half (n int)", "SELECT no_such_function()")
    with pytest.raises(OperationalError):
        await scratch.migrate()
    assert await scratch.ask("SELECT to_regclass('half')::text") is None
    assert await scratch.pending() == ["0002_half"]


async def test_two_migrators_at_once_take_turns(scratch: Scratch) -> None:
    scratch.write("0002_slow", "SELECT pg_sleep(0.3)", "CREATE TABLE slow (n int)")
    outcomes = await asyncio.gather(scratch.migrate(), scratch.migrate())
    assert sorted(outcomes, key=len) == [[], ["0001_first", "0002_slow"]]


async def test_a_migration_does_not_make_visitors_queue_behind_it(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "_PATIENCE", "100ms")
    await scratch.migrate()
    scratch.write("0002_wide", "ALTER TABLE first ADD COLUMN m int")
    reader = await asyncpg.connect(scratch.owner)
    try:
        async with reader.transaction():
            await reader.fetch("SELECT * FROM first")
            with pytest.raises(asyncpg.LockNotAvailableError):
                await scratch.migrate()
    finally:
        await reader.close()
    assert await scratch.migrate() == ["0002_wide"]
