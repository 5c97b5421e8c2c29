"""Every table of every service is walled in, or on the short list below with its reason."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from shared.tenancy.placement import Role
from tests.support.databases import EDGE, LIBRARY, SERVICES, Databases
from tests.support.walls import faults_of

# a table without a tenant: why, and the one feature that may touch it
UNTENANTED = {
    "tortoise_migrations": "which migrations were applied; `avow migrate` alone writes it",
    "rate_limit": "callers are counted before their tenant is known; shared/web/rate_limit.py",
    "tenant_auth.tenants": "the directory itself, read to find a tenant; services/tenant_auth/tenants",
    "tenant_auth.hosts": "read to find the tenant of a name; services/tenant_auth/hosts",
    "tenant_auth.challenges": "passkey challenges come before anybody is known; services/tenant_auth/passkeys",
    "tenant_auth.clients": "a client comes before its tenant is known; services/tenant_auth/provider, api_clients",
    "tenant_auth.codes": "a code is for a session, which has no tenant; services/tenant_auth/provider",
    "tenant_auth.families": "tokens that came from one sign-in; services/tenant_auth/provider",
    "tenant_auth.memberships": "which tenants a person may choose; services/tenant_auth/members",
    "tenant_auth.passkeys": "a person signs in before a tenant is chosen; services/tenant_auth/passkeys",
    "tenant_auth.people": "a person may belong to several tenants; services/tenant_auth/people",
    "tenant_auth.proofs": "a one-time link is opened before anybody is known; services/tenant_auth/proofs",
    "tenant_auth.recovery_codes": "a person's last way to sign in; services/tenant_auth/second_factor",
    "tenant_auth.refresh_tokens": "a session's, before a tenant is chosen; services/tenant_auth/provider",
    "tenant_auth.sessions": "a person signed in, before a tenant is chosen; services/tenant_auth/sessions",
    "tenant_auth.signing_keys": "the installation's own; services/tenant_auth/provider",
    "edge.console_session": "a person signed in, who may be a member of several tenants; frontend/edge",
    "edge.console_token": "what such a session may show to services, for one tenant or none; frontend/edge",
    "library.opening_hours": "the tests' own example of such a table",
}


@pytest.fixture(params=[*SERVICES, EDGE, LIBRARY])
async def catalogue(request: pytest.FixtureRequest, databases: Databases) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(databases.superuser_url(request.param))
    yield connection
    await connection.close()


async def test_every_table_is_walled_in_or_on_the_short_list(catalogue: asyncpg.Connection) -> None:
    service = await catalogue.fetchval("SELECT current_database()")
    rows = await catalogue.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'f')"
    )
    assert rows
    faults = []
    for table in sorted(row["relname"] for row in rows):
        if table in UNTENANTED or f"{service}.{table}" in UNTENANTED:
            continue
        faults += [f"{table}: {fault}" for fault in await faults_of(catalogue, service, table)]
    assert faults == []


async def test_no_view_or_function_goes_past_the_policies(catalogue: asyncpg.Connection) -> None:
    """A view runs as its owner, who has BYPASSRLS; so does a SECURITY DEFINER function."""
    views = await catalogue.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')"
        " AND NOT coalesce('security_invoker=true' = ANY(reloptions), false)"
    )
    functions = await catalogue.fetch(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
    )
    assert (views, functions) == ([], [])


async def test_the_roles_are_what_they_should_be(catalogue: asyncpg.Connection) -> None:
    service = await catalogue.fetchval("SELECT current_database()")
    rows = await catalogue.fetch(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE $1",
        f"{service}\\_%",
    )
    powers = {row["rolname"]: tuple(row)[1:] for row in rows}
    assert powers == {
        f"{service}_owner": (False, True, False, False),
        f"{service}_app": (False, False, False, False),
        f"{service}_relay": (False, False, False, False),
    }
    memberships = await catalogue.fetchval(
        "SELECT count(*) FROM pg_auth_members WHERE member::regrole::text LIKE $1", f"{service}\\_%"
    )
    assert memberships == 0
    owned = await catalogue.fetchval(
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner <> $1::regrole",
        f"{service}_{Role.OWNER}",
    )
    assert owned == 0


async def test_nobody_may_empty_a_table_past_its_policy(catalogue: asyncpg.Connection) -> None:
    service = await catalogue.fetchval("SELECT current_database()")
    for role in (Role.APP, Role.RELAY):
        rows = await catalogue.fetch(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND has_table_privilege($1, oid, 'TRUNCATE, REFERENCES, TRIGGER')",
            f"{service}_{role}",
        )
        assert rows == []
    assert not await catalogue.fetchval(
        "SELECT has_database_privilege('public', current_database(), 'CONNECT, CREATE, TEMPORARY')"
    )


async def test_the_test_itself_finds_what_is_missing(databases: Databases) -> None:
    """A table made carelessly, in a transaction that is never committed."""
    connection = await asyncpg.connect(databases.superuser_url(LIBRARY))
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(
            "CREATE TABLE careless (id uuid PRIMARY KEY, tenant_id uuid, shelf_id uuid, name text UNIQUE,"
            " FOREIGN KEY (tenant_id, shelf_id) REFERENCES shelf (tenant_id, id));"
            "CREATE POLICY open ON careless USING (true)"
        )
        found = await faults_of(connection, LIBRARY, "careless")
    finally:
        await transaction.rollback()
        await connection.close()
    assert sorted(found) == [
        "its foreign key careless_tenant_id_shelf_id_fkey has no index",
        "its key careless_name_key does not lead with tenant_id",
        "its key careless_pkey does not lead with tenant_id",
        "its policy open is not the tenant's",
        "row-level security is not forced",
        "tenant_id may be null",
    ]
