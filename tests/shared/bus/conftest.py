"""The bus tests' own NATS, killed and emptied at will, and an outbox that holds this test's events alone."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from infra.local.engines import Nats
from shared.bus.connection import Connection, connected
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import execute, relay_work
from tests.support import engines
from tests.support.databases import Databases


@pytest.fixture
def service() -> str:
    """A service that has a stream."""
    return "policy_hosting"


@pytest.fixture
def nats() -> Iterator[Nats]:
    with engines.engine_folder() as folder, engines.running_nats(folder) as engine:
        yield engine


@pytest.fixture
async def database(databases: Databases, service: str) -> AsyncIterator[Database]:
    opened = await databases.of(service)
    with opened.activate():
        async with relay_work():  # relays see all tenants, so what other tests said would be carried here
            await execute("DELETE FROM outbox")
        yield opened


@pytest.fixture
def settings(databases: Databases, service: str, nats: Nats, tmp_path: Path) -> ServiceSettings:
    return databases.settings(service, tmp_path, nats.url_of(service))


@pytest.fixture
async def operator(nats: Nats) -> AsyncIterator[Connection]:
    """The connection of the operator's command."""
    async with connected(nats.url, "operator") as connection:
        yield connection
