"""The real parts every test runs on: PostgreSQL, NATS, one set of databases per process, a tenant of its own."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from infra.local.engines import Nats, Postgres
from shared import clock as domain_clock
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy import profile
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from tests.support import engines
from tests.support.clock import MovableClock
from tests.support.databases import LIBRARY, SERVICES, Databases
from tests.support.factories.profile import profile_changed
from tests.support.together import Together


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together | None:
    """Only where `--dist loadfile` asks to keep things together."""
    return Together(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def engine_folder() -> Iterator[Path]:
    with engines.engine_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def postgres(engine_folder: Path) -> Iterator[Postgres]:
    with engines.running_postgres(engine_folder) as engine:
        yield engine


@pytest.fixture(scope="session")
def nats(engine_folder: Path) -> Iterator[Nats]:
    with engines.running_nats(engine_folder) as engine:
        yield engine


@pytest.fixture(scope="session")
async def databases(postgres: Postgres) -> AsyncIterator[Databases]:
    prepared = Databases(postgres.url)
    await prepared.prepare()
    yield prepared
    await prepared.close()


@pytest.fixture
def service(request: pytest.FixtureRequest) -> str:
    """The service a test is about: the folder it lies in; the tests' own for the shared kit."""
    return next((part for part in request.path.parts if part in SERVICES), LIBRARY)


@pytest.fixture
async def database(databases: Databases, service: str) -> AsyncIterator[Database]:
    """The service's database, which the test's units of work use."""
    opened = await databases.of(service)
    with opened.activate():
        yield opened


@pytest.fixture
def settings(databases: Databases, service: str, tmp_path: Path) -> ServiceSettings:
    return databases.settings(service, tmp_path)


@pytest.fixture
async def tenant(database: Database) -> UUID:
    """A tenant of the test's own, Acme, whose profile the service knows."""
    fresh = new_id()
    async with unit_of_work(fresh):
        await profile.copy(profile_changed(fresh))
    return fresh


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MovableClock:
    """Domain time, to be moved by this test alone."""
    monkeypatch.setenv("AVOW_ENV", "development")
    monkeypatch.setenv("AVOW_DATA", str(tmp_path))
    monkeypatch.setattr(domain_clock, "_read_at", 0.0)
    monkeypatch.setattr(domain_clock, "_offset", timedelta())  # what the test before this one has left
    return MovableClock(tmp_path)
