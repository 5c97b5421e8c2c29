"""A tenant in a database of its own: same code, another connection."""

from pathlib import Path
from uuid import UUID

import pytest

from shared.ids import new_id
from shared.tenancy import placement
from shared.tenancy.backend import open_database
from shared.tenancy.migrations import migrate
from shared.tenancy.placement import Role
from shared.tenancy.profile import all_tenants, copy
from shared.tenancy.provision import address, provision
from shared.tenancy.unit_of_work import execute, unit_of_work
from tests.support.databases import LIBRARY, PASSWORDS, Databases
from tests.support.factories.profile import profile_changed
from tests.support.library.models import Shelf

APART = "perfony"


@pytest.fixture
async def apart(databases: Databases) -> dict[Role, str]:
    """The addresses of a second database of the library, migrated like the first."""
    await provision(databases.server_url, {LIBRARY: PASSWORDS}, apart=APART)
    urls = {role: address(databases.server_url, LIBRARY, role, getattr(PASSWORDS, role), apart=APART) for role in Role}
    await migrate(LIBRARY, urls[Role.OWNER], package="tests.support.library.migrations")
    return urls


async def test_one_service_runs_over_two_databases(
    databases: Databases, apart: dict[Role, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placement, "_placed", {})
    pooled, dedicated = new_id(), new_id()
    placement.place(dedicated, APART)
    assert placement.databases() == ["pooled", APART]
    settings = databases.settings(LIBRARY, tmp_path)
    async with open_database(
        LIBRARY, settings, models=["tests.support.library.models"], apart={APART: apart}
    ) as opened:
        with opened.activate():
            assert await _database_after_writing(pooled) == "library"
            assert await _database_after_writing(dedicated) == "library_perfony"
            assert {pooled, dedicated} <= set(await all_tenants())


async def _database_after_writing(tenant: UUID) -> str:
    async with unit_of_work(tenant):
        await copy(profile_changed(tenant))
        await Shelf.create(name="Where am I?")
    async with unit_of_work(tenant):
        assert await Shelf.all().count() == 1
        rows = await execute("SELECT current_database() AS name")
    name: str = rows[0]["name"]
    return name
