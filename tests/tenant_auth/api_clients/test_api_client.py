"""API clients hold no more than their maker, show their secret once, and end when they are revoked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.tenant_auth.api_clients import api_client
from services.tenant_auth.members.member import Member
from services.tenant_auth.provider.client import Client
from shared.access.session import Caller
from shared.errors import Conflict, Denied, Invalid, Missing
from shared.ids import new_id
from shared.tenancy.unit_of_work import execute, relay_work, unit_of_work
from tests.support.said import said

READ, DRAFT = "policy_hosting:version:read", "policy_hosting:version:draft"
MANAGE = "tenant_auth:api-client:manage"
VERA = Caller(kind="person", actor=new_id(), session=new_id(), permissions=frozenset({READ, MANAGE}))


@pytest.fixture
async def made(tenant: UUID) -> tuple[Client, str]:
    async with unit_of_work(tenant):
        return await api_client.create("Robot", [READ], by=VERA)


async def test_its_secret_is_kept_as_a_digest(made: tuple[Client, str], tenant: UUID) -> None:
    client, secret = made
    async with unit_of_work(tenant):
        rows = await execute("SELECT row_to_json(c)::text AS t FROM clients c WHERE id = $1", client.id)
        kept = await api_client.find(UUID(client.id))
    assert secret not in rows[0]["t"]
    assert kept.check_client_secret(secret)
    assert not kept.check_client_secret(secret + "x")


@pytest.mark.parametrize(
    ("name", "permissions", "refusal"),
    [
        ("Robot", [READ, DRAFT], Denied),
        ("Robot", ["tenant_auth:anything:do"], Invalid),
        ("Robot", [], Invalid),
        (" ", [READ], Invalid),
        ("\n\x00", [READ], Invalid),
        ("x" * 101, [READ], Invalid),
    ],
)
async def test_what_it_cannot_be(tenant: UUID, name: str, permissions: list[str], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        async with unit_of_work(tenant):
            await api_client.create(name, permissions, by=VERA)


async def test_a_client_makes_no_client_stronger_than_itself(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        large, _ = await api_client.create("Robot", [READ, MANAGE], by=VERA)
    robot = replace(VERA, kind="client", session=None, actor=UUID(large.id))
    async with unit_of_work(tenant):
        client, _ = await api_client.create("Small", [READ], by=robot)
    assert client.permissions == [READ]
    with pytest.raises(Denied):
        async with unit_of_work(tenant):
            await api_client.create("Large", [DRAFT], by=robot)
    async with unit_of_work(tenant):
        await api_client.revoke(UUID(large.id), by=VERA)
    with pytest.raises(Denied):  # its token may hold for minutes yet
        async with unit_of_work(tenant):
            await api_client.create("Left behind", [READ], by=robot)


async def test_who_left_makes_none_by_a_token_from_before(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        client, _ = await api_client.create("Robot", [READ], by=VERA)
        await Member.filter(person=VERA.actor).update(left_at=datetime.now(UTC))
    for again in (api_client.create("Left behind", [READ], by=VERA), api_client.rotate(UUID(client.id), by=VERA)):
        with pytest.raises(Denied):
            async with unit_of_work(tenant):
                await again


async def test_after_a_rotation_the_old_secret_holds_for_a_day(made: tuple[Client, str], tenant: UUID) -> None:
    client, old = made
    async with unit_of_work(tenant):
        rotated, new = await api_client.rotate(UUID(client.id), by=VERA)
    assert rotated.check_client_secret(old)
    assert rotated.check_client_secret(new)
    rotated.old_until = datetime.now(UTC) - timedelta(seconds=1)
    assert not rotated.check_client_secret(old)


async def test_nobody_takes_over_a_client_that_may_do_more(tenant: UUID) -> None:
    owner = replace(VERA, permissions=frozenset({READ, DRAFT, MANAGE}))
    async with unit_of_work(tenant):
        client, _ = await api_client.create("Writer", [DRAFT], by=owner)
    with pytest.raises(Denied):
        async with unit_of_work(tenant):
            await api_client.rotate(UUID(client.id), by=VERA)
    async with unit_of_work(tenant):
        await api_client.revoke(UUID(client.id), by=VERA)  # ending it needs no more than managing


async def test_a_revoked_client_is_said_and_opens_nothing(made: tuple[Client, str], tenant: UUID) -> None:
    client, secret = made
    async with unit_of_work(tenant):
        revoked = await api_client.revoke(UUID(client.id), by=VERA)
        assert await api_client.all_clients() == []
    assert not revoked.check_client_secret(secret)
    (event,) = await said(tenant, "client.revoked")
    assert event.data == {"client": client.id}
    with pytest.raises(Conflict):
        async with unit_of_work(tenant):
            await api_client.rotate(UUID(client.id), by=VERA)


async def test_another_tenants_client_is_missing(made: tuple[Client, str]) -> None:
    client, _ = made
    async with unit_of_work(new_id()):
        assert await api_client.all_clients() == []
    for verb in (api_client.rotate, api_client.revoke):
        with pytest.raises(Missing):
            async with unit_of_work(new_id()):
                await verb(UUID(client.id), by=VERA)


async def test_what_is_done_is_said_for_the_audit_log(made: tuple[Client, str], tenant: UUID) -> None:
    async with relay_work():
        rows = await execute("SELECT body FROM outbox WHERE tenant_id = $1 AND subject LIKE '%act.recorded'", tenant)
    assert '"thing":"api-client"' in rows[0]["body"]
    assert '"fields":["name","permissions","secret"]' in rows[0]["body"]
    assert "Robot" not in rows[0]["body"]
