"""The console's pages and the API of API clients: the secret is shown once, and never again."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import httpx2
import pytest

from services.tenant_auth.routes import routes
from shared.access.session import Caller
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.web.app import create_app
from tests.support import signed_in
from tests.support.asking import asking, from_edge

READ = "policy_hosting:version:read"
VERA = Caller(kind="person", actor=new_id())
MAY = (READ, "tenant_auth:api-client:manage", "tenant_auth:api-client:read")


@pytest.fixture
async def browser(settings: ServiceSettings, database: Database, tenant: UUID) -> AsyncIterator[httpx2.AsyncClient]:
    """A developer's, at the service itself."""
    app = create_app("tenant_auth", routes, settings, database.activate, signed_in.check(settings))
    async with asking(app) as client:
        client.headers.update(from_edge(None) | signed_in.bearer(settings, tenant, *MAY, sub=str(VERA.actor)))
        yield client


async def test_from_making_to_revoking(browser: httpx2.AsyncClient) -> None:
    assert "No API client yet" in (await browser.get("/acme/api-clients")).text
    form = (await browser.get("/acme/api-clients/new")).text
    assert READ in form
    assert "member:manage" not in form  # what one does not hold is not offered
    made = await browser.post("/acme/api-clients", data={"name": "Robot <b>", "permissions": READ})
    assert made.status_code == 200
    assert made.headers["cache-control"] == "no-store"
    (secret,) = re.findall(r"avow_[\w-]+", made.text)
    listed = (await browser.get("/acme/api-clients")).text
    assert "Robot &lt;b&gt;" in listed
    (path,) = set(re.findall(r"/acme/api-clients/[0-9a-f-]{36}", listed))
    assert secret not in (await browser.get(path)).text
    assert "24 hours" in (await browser.get(f"{path}/rotation")).text
    rotated = await browser.post(f"{path}/rotation", data={})
    assert re.findall(r"avow_[\w-]+", rotated.text) not in ([], [secret])
    assert "within seconds" in (await browser.get(f"{path}/revocation")).text
    revoked = await browser.post(f"{path}/revocation", data={})
    assert (revoked.status_code, revoked.headers["location"]) == (303, "/acme/api-clients?done=revoked")
    assert "Revoked" in (await browser.get(path)).text


async def test_a_form_with_mistakes_comes_back_as_it_was(browser: httpx2.AsyncClient) -> None:
    again = await browser.post("/acme/api-clients", data={"name": "Robot"})
    assert again.status_code == 422
    assert 'value="Robot"' in again.text
    assert "Choose at least one permission." in again.text


async def test_programs_do_the_same(browser: httpx2.AsyncClient) -> None:
    made = await browser.post("/v1/api-clients", json={"name": "Robot", "permissions": [READ]})
    assert made.status_code == 201
    path = f"/v1/api-clients/{made.json()['id']}"
    shown = (await browser.get(path)).json()
    assert "secret" not in shown
    rotated = (await browser.post(f"{path}/rotation")).json()
    assert rotated["secret"] != made.json()["secret"]
    assert [each["id"] for each in (await browser.get("/v1/api-clients")).json()["items"]] == [shown["id"]]
    assert (await browser.post(f"{path}/revocation")).json()["revoked_at"]
    assert (await browser.get("/v1/api-clients")).json()["items"] == []
    denied = await browser.post("/v1/api-clients", json={"name": "Robot", "permissions": ["tenant_auth:member:manage"]})
    assert denied.status_code == 403
    assert denied.headers["content-type"] == "application/problem+json"


async def test_programs_read_members_and_the_tenant(
    browser: httpx2.AsyncClient, settings: ServiceSettings, tenant: UUID
) -> None:
    reading = signed_in.bearer(settings, tenant, "tenant_auth:member:read", "tenant_auth:profile:read")
    answer = await browser.get("/v1/members", headers=reading)
    (vera,) = answer.json()["items"]
    assert (vera["person"], vera["name"], vera["roles"]) == (str(VERA.actor), "Vera", ["owner"])
    told = (await browser.get("/v1/tenant", headers=reading)).json()
    assert (told["id"], told["profile"]["name"]) == (str(tenant), "Acme")
