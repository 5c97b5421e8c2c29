"""Migrations of a service: numbered files, each applied once, with its record, in one transaction."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import asyncpg
from tortoise import context as orm
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.loader import MigrationLoader
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor
from tortoise.transactions import in_transaction

from shared.tenancy.faults import translated

_LOCK = 0x61766F77  # "avow": the session advisory lock that keeps two migrations apart
_OWNER = "owner"
_PATIENCE = "5s"  # a migration that waits longer for a table's lock would make every visitor wait behind it


async def migrate(service: str, owner_url: str, *, package: str | None = None) -> list[str]:
    """Apply what is missing, in the order of the numbers; answers the names of what was applied."""
    package = package or _package(service)
    keeper = await asyncpg.connect(owner_url)
    try:
        await keeper.execute("SELECT pg_advisory_lock($1)", _LOCK)
        return await _migrate(service, owner_url, package)
    finally:
        await keeper.close()  # and with the session ends its lock


async def pending(service: str, app_url: str, *, package: str | None = None) -> list[str]:
    """The migrations that this database does not have yet, as the service itself may ask."""
    with translated():
        connection = await asyncpg.connect(app_url)
    try:
        rows = await connection.fetch("SELECT name FROM tortoise_migrations WHERE app = $1", service)
    except (asyncpg.UndefinedTableError, asyncpg.InsufficientPrivilegeError):
        rows = []  # nothing was migrated yet
    finally:
        await connection.close()
    applied = {row["name"] for row in rows}
    return [name for name in names(service, package=package) if name not in applied]


def names(service: str, *, package: str | None = None) -> list[str]:
    """The service's migrations in their order."""
    folder = import_module(package or _package(service)).__path__
    return sorted(module.name for module in iter_modules(folder) if module.name[0].isdigit())


async def _migrate(service: str, owner_url: str, package: str) -> list[str]:
    context = orm.TortoiseContext()
    context.connections._init_config({_OWNER: _connection(owner_url)})  # noqa: SLF001  connections only: no models here
    before = orm._current_context.get()  # noqa: SLF001  the ORM has no public way
    orm._current_context.set(context)  # noqa: SLF001
    try:
        return [name for name in names(service, package=package) if await _apply(service, package, name)]
    finally:
        await context.close_connections()
        orm._current_context.set(before)  # noqa: SLF001


async def _apply(service: str, package: str, name: str) -> bool:
    """One migration; its record is written in its transaction, which Tortoise alone would not do."""
    async with in_transaction(_OWNER) as connection:
        executor = MigrationExecutor(connection, {service: {"migrations": package}})
        executor.loader = _Numbered(executor.loader.apps_config, executor.recorder)
        await executor.recorder.ensure_schema(AsyncpgSchemaEditor(connection, atomic=False))
        target = MigrationTarget(app_label=service, name=name)
        if MigrationKey(service, name) in await executor.recorder.applied_migrations():
            return False
        await executor.migrate([target], direction="forward")
    return True


def _package(service: str) -> str:
    return f"services.{service}.migrations"


def _connection(url: str) -> dict[str, Any]:
    found = expand_db_url(url.replace("postgresql://", "asyncpg://", 1))
    found["credentials"]["server_settings"] = {"lock_timeout": _PATIENCE, "application_name": "avow migrate"}
    return found


class _Numbered(MigrationLoader):
    """Each migration stands on the one before it; the numbers say so, the files need not."""

    def load_disk(self) -> None:
        super().load_disk()
        before: tuple[str, str] | None = None
        for key in sorted(self.disk_migrations):
            if before is not None:
                self.disk_migrations[key].dependencies = [before]
            before = (key.app_label, key.name)
