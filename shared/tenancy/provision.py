"""Makes each service's database and its three roles; harmless when they are there (see infra/postgres/init.sql)."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from shared.tenancy.placement import Role

_MAKE_ROLE = """SELECT format('CREATE ROLE %I LOGIN', $1::text)
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)"""
# under forced row-level security a data migration would see no row, hence BYPASSRLS for the owner
_SET_ROLE = """SELECT format('ALTER ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION %s PASSWORD %L',
    $1::text, $2::text, $3::text)"""
_MAKE_DATABASE = """SELECT format('CREATE DATABASE %I OWNER %I', $1::text, $2::text)
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = $1)"""
_CLOSE_DATABASE = "SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', $1::text)"
_OPEN_DATABASE = "SELECT format('GRANT CONNECT ON DATABASE %I TO %I, %I', $1::text, $2::text, $3::text)"
_OPEN_SCHEMA = "SELECT format('GRANT USAGE ON SCHEMA public TO %I, %I', $1::text, $2::text)"


@dataclass(frozen=True)
class Passwords:
    """The passwords of a service's three roles."""

    owner: str
    app: str
    relay: str


async def provision(superuser_url: str, services: Mapping[str, Passwords], *, apart: str = "") -> None:
    """Make or mend the databases and roles of these services; `apart` names tenants' databases of their own."""
    server = await asyncpg.connect(superuser_url)
    try:
        for service, passwords in services.items():
            await _roles(server, service, passwords)
            name = _database(service, apart)
            await _say(server, _MAKE_DATABASE, name, f"{service}_owner")
            await _say(server, _CLOSE_DATABASE, name)
            await _say(server, _OPEN_DATABASE, name, f"{service}_app", f"{service}_relay")
    finally:
        await server.close()
    for service in services:
        await _schema(superuser_url, service, _database(service, apart))


def address(server_url: str, service: str, role: Role, password: str, *, apart: str = "") -> str:
    """The URL by which a role reaches its service's database."""
    parts = urlsplit(server_url)
    place = f"{service}_{role}:{quote(password, safe='')}@{parts.hostname}:{parts.port or 5432}"
    return urlunsplit((parts.scheme, place, f"/{_database(service, apart)}", "", ""))


def _database(service: str, apart: str) -> str:
    return f"{service}_{apart}" if apart else service


async def _roles(server: asyncpg.Connection, service: str, passwords: Passwords) -> None:
    for role, password in (
        (Role.OWNER, passwords.owner),
        (Role.APP, passwords.app),
        (Role.RELAY, passwords.relay),
    ):
        name = f"{service}_{role}"
        await _say(server, _MAKE_ROLE, name)
        await _say(server, _SET_ROLE, name, "BYPASSRLS" if role is Role.OWNER else "NOBYPASSRLS", password)


async def _schema(superuser_url: str, service: str, name: str) -> None:
    database = await asyncpg.connect(superuser_url, database=name)
    try:
        await database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        await _say(database, _OPEN_SCHEMA, f"{service}_app", f"{service}_relay")
    finally:
        await database.close()


async def _say(connection: asyncpg.Connection, making: str, *names: str) -> None:
    """Let the server quote the names, then run what it made."""
    command = await connection.fetchval(making, *names)
    if command is not None:
        await connection.execute(command)
