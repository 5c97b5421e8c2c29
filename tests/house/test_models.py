"""Models and tables agree: a column that one of them lacks is found here, not by a visitor."""

from collections.abc import Mapping
from importlib import import_module
from itertools import chain

import asyncpg
import pytest
from tortoise.migrations.operations import Operation
from tortoise.models import Model

from shared.tenancy.migrations import names
from shared.tenancy.model import TenantModel
from tests.support.databases import LIBRARY, SERVICES, Databases

_COLUMNS = """SELECT column_name AS name, is_nullable = 'YES' AS nullable FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = $1"""


@pytest.mark.parametrize("service", [*SERVICES, LIBRARY])
async def test_every_model_has_its_columns(databases: Databases, service: str) -> None:
    database = await databases.of(service)
    connection = await asyncpg.connect(databases.superuser_url(service))
    try:
        for model in _models(database.context.apps, service).values():
            table = model._meta.db_table
            rows = await connection.fetch(_COLUMNS, table)
            in_table = {row["name"]: row["nullable"] for row in rows}
            in_model = {
                column: bool(model._meta.fields_map[field].null)
                for field, column in model._meta.fields_db_projection.items()
            }
            assert in_model == in_table, table
    finally:
        await connection.close()


@pytest.mark.parametrize("service", [*SERVICES, LIBRARY])
async def test_a_model_with_a_tenant_says_so_by_its_class(databases: Databases, service: str) -> None:
    database = await databases.of(service)
    for model in _models(database.context.apps, service).values():
        if "tenant_id" in model._meta.db_fields:
            assert issubclass(model, TenantModel), model


@pytest.mark.parametrize("service", SERVICES)
def test_migrations_have_numbers_of_their_own_and_a_way_back(service: str) -> None:
    package = f"services.{service}.migrations"
    numbers = [name.split("_")[0] for name in names(service)]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    steps = [import_module(f"{package}.{name}").Migration.operations for name in names(service)]
    operations: list[Operation] = list(chain.from_iterable(steps))
    assert [operation for operation in operations if not getattr(operation, "reversible", True)] == []


def _models(apps: object, service: str) -> Mapping[str, type[Model]]:
    found: Mapping[str, type[Model]] = apps[service] if apps else {}  # type: ignore[index]
    return found
