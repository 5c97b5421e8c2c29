"""Codes: once, by their client, to their address, with their verifier, within a minute."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from services.tenant_auth.provider.client import Client
from services.tenant_auth.sessions.session import digest
from shared.ids import new_id
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute, relay_work, unit_of_work
from tests.support.factories.person import person
from tests.support.factories.tenant import made
from tests.support.relying_party import CALLBACK, RelyingParty, answered, browsing, claims, sit_down


@pytest.fixture
async def code(browser: httpx2.AsyncClient, party: RelyingParty) -> str:
    await sit_down(browser, await person())
    return answered(await browser.get(party.url()))["code"]


async def is_alive(app: Starlette, tokens: dict[str, Any]) -> bool:
    """Whether the access token still says anything at the userinfo endpoint."""
    async with browsing(app) as client:
        asked = await client.get("/userinfo", headers={"authorization": f"Bearer {tokens['access_token']}"})
    return asked.status_code == 200


async def test_a_code_used_twice_ends_what_the_first_use_made(
    party: RelyingParty, code: str, auth_host: Starlette
) -> None:
    tokens = (await party.exchange(code)).json()
    assert await is_alive(auth_host, tokens)
    session = claims(tokens["access_token"])["sid"]
    again = await party.exchange(code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert not await is_alive(auth_host, tokens)
    assert (await party.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    async with relay_work():
        said = await execute("SELECT subject FROM outbox WHERE body LIKE '%' || $1::text || '%' ORDER BY seq", session)
    assert len(said) == 2, "session revoked, logout due: services hear of it"


@pytest.mark.parametrize(
    "wrong",
    [{"code_verifier": "b" * 50}, {"code_verifier": ""}, {"redirect_uri": f"{CALLBACK}/"}, {"redirect_uri": ""}],
    ids=["verifier", "no verifier", "redirect", "no redirect"],
)
async def test_a_code_brought_wrongly_is_used_up(party: RelyingParty, code: str, wrong: dict[str, str]) -> None:
    assert (await party.exchange(code, **wrong)).status_code == 400
    assert (await party.exchange(code)).json()["error"] == "invalid_grant"


async def test_a_code_is_over_after_a_minute(party: RelyingParty, code: str) -> None:
    async with unit_of_work(HOUSE):
        rows = await execute("SELECT expires_at FROM codes WHERE digest = $1", digest(code))
        left = rows[0]["expires_at"] - datetime.now(UTC)
        assert timedelta(seconds=30) < left <= timedelta(seconds=60)
        await execute("UPDATE codes SET expires_at = now() - interval '1 second' WHERE digest = $1", digest(code))
    assert (await party.exchange(code)).json()["error"] == "invalid_grant"


async def test_a_code_is_of_no_use_to_another_client(party: RelyingParty, code: str, auth_host: Starlette) -> None:
    acme = await made()
    async with unit_of_work(HOUSE):
        other = await Client.create(
            id=str(new_id()),
            kind="console",
            tenant=acme.id,
            secret=digest("theirs"),
            name="Other",
            redirects=[CALLBACK],
            logout_redirects=[],
            permissions=[],
            created_at=datetime.now(UTC),
        )
    thief = RelyingParty(auth_host, client_id=other.id, secret="theirs", verifier=party.verifier)
    assert (await thief.exchange(code)).json()["error"] == "invalid_grant"
    assert (await party.exchange(code)).status_code == 200


async def test_a_code_of_a_session_that_is_over_gives_nothing(
    browser: httpx2.AsyncClient, party: RelyingParty, code: str
) -> None:
    await browser.post("/sign-out")
    assert (await party.exchange(code)).json()["error"] == "invalid_grant"


async def test_only_a_codes_digest_is_kept(code: str) -> None:
    async with unit_of_work(HOUSE):
        rows = await execute("SELECT codes::text AS row FROM codes")
    assert not any(code in row["row"] for row in rows)
