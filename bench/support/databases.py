"""A PostgreSQL of its own with the databases of services, as `make run` makes them."""

import asyncio
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from infra.local import unprivileged
from infra.local.engines import Postgres
from infra.local.installation import migrations_of
from shared.tenancy.migrations import migrate
from shared.tenancy.placement import Role
from shared.tenancy.provision import Passwords, address, provision

Addresses = Mapping[str, Mapping[Role, str]]


@contextmanager
def data_folder() -> Iterator[Path]:
    """On a disk, not in memory; the engine's own user passes through."""
    with tempfile.TemporaryDirectory(prefix="avow-bench-", dir="/var/tmp") as folder:
        data = Path(folder)
        data.chmod(0o711)
        try:
            yield data
        finally:
            unprivileged.forget(data)


@contextmanager
def databases(data: Path, services: Sequence[str]) -> Iterator[Addresses]:
    """Migrated and empty, by service and role; PostgreSQL writes to disk as it does for `make run`."""
    postgres = Postgres(data, password=secrets.token_urlsafe(12))
    postgres.start()
    try:
        yield asyncio.run(prepared(postgres, services))
    finally:
        postgres.stop()


async def prepared(postgres: Postgres, services: Sequence[str]) -> Addresses:
    made = {name: Passwords(*(secrets.token_urlsafe(12) for _ in range(3))) for name in services}
    await provision(postgres.url, made)
    urls = {
        name: {role: address(postgres.url, name, role, getattr(passwords, role)) for role in Role}
        for name, passwords in made.items()
    }
    for name in services:
        await migrate(name, urls[name][Role.OWNER], package=migrations_of(name))
    return urls
