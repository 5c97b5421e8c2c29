"""Three roles per service: what each may see, and what it may not."""

from uuid import UUID

import asyncpg
import pytest
from tortoise.exceptions import OperationalError

from shared.ids import new_id
from shared.tenancy.placement import Role
from shared.tenancy.profile import all_tenants
from shared.tenancy.unit_of_work import execute, relay_work, unit_of_work
from tests.support.databases import LIBRARY, Databases
from tests.support.library.models import Shelf

_SAY = "INSERT INTO outbox (tenant_id, id, subject, body) VALUES ($1, $2, 'avow.test', '{}')"


async def test_the_application_adds_to_the_outbox_and_reads_nothing_there(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await execute(_SAY, tenant, new_id())
    for command in ("SELECT * FROM outbox", "UPDATE outbox SET sent_at = due_at", "DELETE FROM outbox"):
        with pytest.raises(OperationalError, match="permission denied"):
            async with unit_of_work(tenant):
                await execute(command)


async def test_nobody_speaks_for_another_tenant(tenant: UUID) -> None:
    with pytest.raises(OperationalError, match="row-level security"):
        async with unit_of_work(tenant):
            await execute(_SAY, new_id(), new_id())


async def test_the_relay_carries_every_tenants_events_and_sees_no_other_row(tenant: UUID) -> None:
    other = new_id()
    for each in (tenant, other):
        async with unit_of_work(each):
            await execute(_SAY, each, new_id())
            await Shelf.create(name="Private")
    async with relay_work():
        rows = await execute("SELECT DISTINCT tenant_id FROM outbox")
        assert {tenant, other} <= {row["tenant_id"] for row in rows}
        await execute("UPDATE outbox SET sent_at = now() WHERE tenant_id = $1", other)
        await execute("DELETE FROM outbox WHERE tenant_id = $1", other)
    for command in (
        "SELECT * FROM shelf",
        "SELECT profile FROM tenant_profile",
        "UPDATE outbox SET subject = 'avow.else'",
        "INSERT INTO inbox (tenant_id, handler, event_id) SELECT tenant_id, 'x', id FROM outbox",
        "SELECT * FROM opening_hours",
    ):
        with pytest.raises(OperationalError, match="permission denied"):
            async with relay_work():
                await execute(command)


async def test_the_relay_knows_which_tenants_there_are(tenant: UUID) -> None:
    assert tenant in await all_tenants()


async def test_an_event_is_heard_once_per_handler_and_tenant(tenant: UUID) -> None:
    heard = "INSERT INTO inbox (tenant_id, handler, event_id) VALUES ($1, 'h', $2) ON CONFLICT DO NOTHING RETURNING 1"
    event, other = new_id(), new_id()
    async with unit_of_work(tenant):
        assert len(await execute(heard, tenant, event)) == 1
        assert await execute(heard, tenant, event) == []
    async with unit_of_work(other):
        assert len(await execute(heard, other, event)) == 1


@pytest.mark.parametrize("role", [Role.APP, Role.RELAY])
async def test_no_service_reaches_anothers_database(databases: Databases, role: Role) -> None:
    address = databases.url(LIBRARY, role).rpartition("/")[0] + "/policy_hosting"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(address)
