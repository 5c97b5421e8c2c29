"""A program with an API client: from its secret to an answer of the API, until it is revoked."""

import base64
from uuid import UUID

import httpx2
import pytest
from joserfc.jwk import KeySet
from starlette.applications import Starlette

from services.tenant_auth.api_clients import api_client
from services.tenant_auth.provider.signing_key import key_set
from services.tenant_auth.routes import routes
from services.tenant_auth.settings import Settings
from shared.access.session import Caller
from shared.access.tokens import TokenCheck
from shared.ids import new_id
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import system_work, unit_of_work
from shared.web.app import create_app
from tests.support.asking import asking, from_edge

READ, MANAGE = "tenant_auth:api-client:read", "tenant_auth:api-client:manage"
VERA = Caller(kind="person", actor=new_id(), session=new_id(), permissions=frozenset({READ, MANAGE}))


@pytest.fixture
def tokens(provider: Settings) -> TokenCheck:
    async def keys(_name: str) -> KeySet:
        async with system_work("a test asks for the provider's keys"):
            return await key_set(provider)

    return TokenCheck(provider.issuer, provider.audience, keys)


@pytest.fixture
def app(provider: Settings, database: Database, tokens: TokenCheck) -> Starlette:
    return create_app("tenant_auth", routes, provider, database.activate, tokens)


async def token(app: Starlette, client: str, secret: str, **more: str) -> httpx2.Response:
    basic = base64.b64encode(f"{client}:{secret}".encode()).decode()
    headers = from_edge(None, avow_client=f"place-{new_id()}") | {"authorization": f"Basic {basic}"}
    async with asking(app) as http:
        return await http.post("/token", data={"grant_type": "client_credentials", **more}, headers=headers)


async def listed(app: Starlette, access: str) -> httpx2.Response:
    async with asking(app) as http:
        return await http.get("/v1/api-clients", headers=from_edge(None) | {"authorization": f"Bearer {access}"})


async def test_a_program_signs_in_and_asks(app: Starlette, tokens: TokenCheck, tenant: UUID) -> None:
    async with unit_of_work(tenant):
        client, secret = await api_client.create("Robot", [READ], by=VERA)
    answer = await token(app, client.id, secret)
    assert answer.status_code == 200
    access = answer.json()["access_token"]
    (item,) = (await listed(app, access)).json()["items"]
    assert item["used_at"] is not None  # signing in is its last use
    async with asking(app) as http:
        headers = from_edge(None) | {"authorization": f"Bearer {access}"}
        denied = await http.post(f"/v1/api-clients/{client.id}/revocation", headers=headers)
    assert denied.status_code == 403
    async with unit_of_work(tenant):
        await api_client.revoke(UUID(client.id), by=VERA)
    assert (await token(app, client.id, secret)).status_code == 401
    tokens.revoked.add("client", UUID(client.id))  # as each process hears it over the bus
    assert (await listed(app, access)).status_code == 401


async def test_a_program_asks_for_no_more_than_it_was_given(app: Starlette, tenant: UUID) -> None:
    async with unit_of_work(tenant):
        client, secret = await api_client.create("Robot", [READ], by=VERA)
    assert (await token(app, client.id, secret, scope=MANAGE)).json()["error"] == "invalid_scope"
    assert (await token(app, client.id, secret + "x")).status_code == 401


async def test_both_secrets_open_during_the_overlap(app: Starlette, tenant: UUID) -> None:
    async with unit_of_work(tenant):
        client, old = await api_client.create("Robot", [READ], by=VERA)
    async with unit_of_work(tenant):
        _, new = await api_client.rotate(UUID(client.id), by=VERA)
    assert [(await token(app, client.id, secret)).status_code for secret in (old, new)] == [200, 200]
