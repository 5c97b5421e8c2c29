"""This service's copy of each tenant's public profile, fed by `TenantChanged`, so that pages wait for no neighbour."""

import json
from uuid import UUID

from shared.errors import Missing
from shared.events import TenantChanged, TenantProfile
from shared.events.plain import from_plain, to_plain
from shared.tenancy.current import tenant
from shared.tenancy.placement import databases
from shared.tenancy.unit_of_work import execute, relay_work

_COPY = """INSERT INTO tenant_profile (tenant_id, revision, state, profile) VALUES ($1, $2, $3, $4)
    ON CONFLICT (tenant_id) DO UPDATE
        SET revision = excluded.revision, state = excluded.state, profile = excluded.profile
        WHERE tenant_profile.revision < excluded.revision"""


async def copy(event: TenantChanged) -> None:
    """Take a higher revision, ignore the rest: harmless twice and in any order."""
    said = event.profile
    await execute(_COPY, tenant(), event.revision, said.state, json.dumps(to_plain(said)))


async def profile() -> TenantProfile:
    """The profile of the running unit of work's tenant."""
    rows = await execute("SELECT profile FROM tenant_profile")
    if not rows:
        raise Missing("There is no such tenant.")
    found: TenantProfile = from_plain(TenantProfile, json.loads(rows[0]["profile"]))
    return found


async def standing() -> tuple[str, str]:
    """State and name of the running unit of work's tenant, as far as this service has heard; else active and empty."""
    rows = await execute("SELECT state, profile->>'name' AS name FROM tenant_profile")
    return (rows[0]["state"], rows[0]["name"]) if rows else ("active", "")


async def all_tenants() -> list[UUID]:
    """Every tenant this service knows, suspended ones too; to rebuild or refill one after the other."""
    found: list[UUID] = []
    for database in databases():
        async with relay_work(database):
            found += [row["tenant_id"] for row in await execute("SELECT tenant_id FROM tenant_profile")]
    return sorted(found)
