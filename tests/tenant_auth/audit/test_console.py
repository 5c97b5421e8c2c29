"""The console's page of the log: names found when it is read, filters in the address, export, verification."""

import json
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import httpx2
import pytest

from services.tenant_auth.audit.log import append
from services.tenant_auth.people.person import Person
from services.tenant_auth.permissions import Permission
from services.tenant_auth.routes import routes
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import system_work, unit_of_work
from shared.web.app import create_app
from tests.support import signed_in
from tests.support.asking import asking, from_edge
from tests.tenant_auth.audit.conftest import act, log


class Asking:
    """A member who may read and take out the log."""

    def __init__(self, client: httpx2.AsyncClient, headers: dict[str, str]) -> None:
        self.client, self.headers = client, headers

    async def get(self, path: str) -> httpx2.Response:
        return await self.client.get(path, headers=self.headers)

    async def post(self, path: str) -> httpx2.Response:
        return await self.client.post(path, headers=self.headers)


@pytest.fixture
async def asked(kept: ServiceSettings, database: Database, tenant: UUID) -> AsyncIterator[Asking]:
    app = create_app("tenant_auth", routes, kept, database.activate, signed_in.check(kept))
    may = (Permission.READ_AUDIT, Permission.EXPORT_AUDIT)
    async with asking(app) as client:
        yield Asking(client, from_edge(None) | signed_in.bearer(kept, tenant, *may))


async def person(name: str) -> UUID:
    async with system_work("a test needs a person"):
        return (await Person.join(f"{new_id()}@example.com", name=name, locale="en")).id


async def test_the_page_says_who_did_what(asked: Asking, tenant: UUID) -> None:
    ada = await person("Ada <b>")
    async with unit_of_work(tenant):
        await append(act(actor=ada))
        await append(act(actor=None, session=None, actor_kind="operator"))
    page = await asked.get("/acme/audit")
    assert page.status_code == 200
    assert "Ada &lt;b&gt;" in page.text
    assert "The operator" in page.text
    assert "policy_hosting:version:publish" in page.text


async def test_an_empty_log_explains_itself(asked: Asking) -> None:
    assert "Nothing was done yet" in (await asked.get("/acme/audit")).text


async def test_the_filter_stands_in_the_address(asked: Asking, tenant: UUID) -> None:
    ada = await person("Ada")
    async with unit_of_work(tenant):
        await append(act(1, actor=ada))
        await append(act(2, act="tenant_auth:member:manage", thing="member"))
    page = (await asked.get(f"/acme/audit?who={ada}")).text
    assert f"<code>{UUID(int=1)}</code>" in page
    assert f"<code>{UUID(int=2)}</code>" not in page
    assert f"<code>{UUID(int=1)}</code>" not in (await asked.get("/acme/audit?noun=member")).text
    assert "Nothing fits" in (await asked.get("/acme/audit?until=2001-01-01")).text
    odd = await asked.get("/acme/audit?who=nobody&since=yesterday&before=x&until=9999-12-31")
    assert odd.status_code == 200
    assert (await asked.get(f"/acme/audit?act=%00&before={2**70}&since=0001-01-01")).status_code == 200
    assert (await asked.get("/v1/audit?since=0001-01-01T00:00:00%2B14:00&until=9999-12-31T23:59:59-14:00")).is_success


async def test_pages_follow_by_number(asked: Asking, tenant: UUID) -> None:
    await log(tenant, 53)
    first = (await asked.get("/acme/audit")).text
    assert "/acme/audit?before=4" in first
    second = (await asked.get("/acme/audit?before=4")).text
    assert '<th scope="row">3</th>' in second
    assert '<th scope="row">4</th>' not in second


async def test_an_export_holds_everything_and_no_formulas(asked: Asking, tenant: UUID) -> None:
    ada = await person("=cmd|' /C calc'!A0")
    async with unit_of_work(tenant):
        await append(act(actor=ada))
    file = await asked.get("/acme/audit/export?format=csv")
    assert "attachment" in file.headers["content-disposition"]
    assert ",'=cmd|' /C calc'!A0," in file.text
    lines = (await asked.get("/acme/audit/export?format=jsonl")).text.splitlines()
    assert json.loads(lines[0])["actor_name"] == "=cmd|' /C calc'!A0"


async def test_verifying_says_what_it_found(asked: Asking, tenant: UUID, superuser: asyncpg.Connection) -> None:
    await log(tenant, 3)
    assert "The log holds" in (await asked.post("/acme/audit/verification")).text
    await superuser.execute("UPDATE audit_entries SET act = 'x' WHERE tenant_id = $1 AND seq = 2", tenant)
    assert "does not hold from entry 2 on" in (await asked.post("/acme/audit/verification")).text


async def test_programs_read_it_in_pages(asked: Asking, tenant: UUID) -> None:
    await log(tenant, 3)
    answer = (await asked.get("/v1/audit?most=2")).json()
    assert [entry["seq"] for entry in answer["items"]] == [3, 2]
    assert [entry["seq"] for entry in (await asked.get(f"/v1/audit?before={answer['before']}")).json()["items"]] == [1]
    wrong = await asked.get("/v1/audit?who=nobody&most=0")
    assert wrong.status_code == 422
    assert {each["field"] for each in wrong.json()["errors"]} == {"who", "most"}
