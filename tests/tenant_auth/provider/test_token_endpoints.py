"""Userinfo, introspection, revocation, machines, discovery: what each tells, and to whom."""

import time
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from services.tenant_auth.provider.client import Client
from services.tenant_auth.routes import routes
from services.tenant_auth.sessions.session import digest
from services.tenant_auth.settings import Settings
from shared.ids import new_id
from shared.tenancy.backend import Database
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.app import create_app
from tests.support.asking import from_edge
from tests.support.factories.person import person
from tests.support.factories.tenant import made
from tests.support.relying_party import RelyingParty, browsing, claims, granted, sit_down
from tests.support.signed_in import FOREIGN, signed

READ, INVITE = "tenant_auth:member:read", "tenant_auth:member:invite"


@pytest.fixture
async def tokens(browser: httpx2.AsyncClient, party: RelyingParty) -> dict[str, Any]:
    await sit_down(browser, await person())
    return await granted(browser, party)


@pytest.fixture
async def machine(auth_host: Starlette) -> RelyingParty:
    acme = await made()
    async with unit_of_work(HOUSE):
        client = await Client.create(
            id=str(new_id()),
            kind="machine",
            tenant=acme.id,
            secret=digest("machine's"),
            name="Nightly export",
            redirects=[],
            logout_redirects=[],
            permissions=[READ, INVITE],
            created_at=datetime.now(UTC),
        )
    return RelyingParty(auth_host, client_id=client.id, secret="machine's")


async def told(browser: httpx2.AsyncClient, token: str) -> httpx2.Response:
    return await browser.get("/userinfo", headers={"authorization": f"Bearer {token}"})


async def introspected(party: RelyingParty, token: str) -> dict[str, Any]:
    found: dict[str, Any] = (await party.ask("/introspection", {"token": token})).json()
    return found


async def test_the_console_is_told_no_more_than_it_shows(database: Database, provider: Settings) -> None:
    delivered = str(next(each.default for each in fields(Settings) if each.name == "console_scopes"))
    app = create_app("tenant_auth", routes, replace(provider, console_scopes=delivered), database.activate)
    async with browsing(app) as browser:
        await sit_down(browser, await person())
        assert (await granted(browser, RelyingParty(app)))["scope"] == "openid profile"


async def test_userinfo_says_what_the_scopes_allow(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    ada = await person()
    await sit_down(browser, ada)
    whole = await granted(browser, party)
    assert (await told(browser, whole["access_token"])).json() == {
        "sub": str(ada.id),
        "name": "Ada Lovelace",
        "locale": "en",
        "email": ada.email,
        "email_verified": True,
    }
    least = await granted(browser, party, scope="openid")
    assert (await told(browser, least["access_token"])).json() == {"sub": str(ada.id)}
    none = await granted(browser, party, scope="email")
    assert "id_token" not in none
    refused = await told(browser, none["access_token"])
    assert (refused.status_code, refused.json()["error"]) == (403, "insufficient_scope")


async def test_a_token_of_somebody_else_says_nothing(
    browser: httpx2.AsyncClient, party: RelyingParty, tokens: dict[str, Any], provider: Settings
) -> None:
    own = claims(tokens["access_token"])
    head, body, signature = tokens["access_token"].split(".")
    forged = [
        signed(own, FOREIGN, kid="foreign"),
        signed(own, FOREIGN, kid=str(new_id())),
        signed({**own, "sub": str(new_id())}, FOREIGN),
        f"{head}.{body}.{signature[::-1]}",
        f"{head}.{body}.",
        tokens["id_token"],
        tokens["refresh_token"],
        "",
        "\xe9",
        "x" * 5000,
    ]
    for token in forged:
        refused = await browser.post("/userinfo", data={"access_token": token})
        assert (refused.status_code, refused.json()) == (401, {"error": "invalid_token"}), token
        assert 'error="invalid_token"' in refused.headers["www-authenticate"]
        assert await introspected(party, token) == {"active": False}
    assert provider.audience not in refused.text


async def test_a_token_is_known_to_its_own_client_and_its_tenants_machines(
    party: RelyingParty, tokens: dict[str, Any], machine: RelyingParty
) -> None:
    said = await introspected(party, tokens["access_token"])
    assert said["active"]
    assert said["sub"] == claims(tokens["access_token"])["sub"]
    assert said["exp"] - time.time() <= 300
    assert type(said["iat"]) is int  # the token's own has fractions
    assert await introspected(machine, tokens["access_token"]) == {"active": False}
    anonymous = RelyingParty(party.app, secret="guessed")
    assert (await anonymous.ask("/introspection", {"token": "x"})).status_code == 401


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize("hint", ["access_token", "refresh_token", "made up"])
async def test_a_revoked_token_ends_with_its_family(
    browser: httpx2.AsyncClient, party: RelyingParty, tokens: dict[str, Any], which: str, hint: str
) -> None:
    done = await party.ask("/revocation", {"token": tokens[which], "token_type_hint": hint})
    assert done.status_code == 200
    assert (await told(browser, tokens["access_token"])).status_code == 401
    assert (await party.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"


async def test_nobody_revokes_anothers_token(
    party: RelyingParty, tokens: dict[str, Any], machine: RelyingParty
) -> None:
    assert (await machine.ask("/revocation", {"token": tokens["refresh_token"]})).status_code == 400
    assert (await party.ask("/revocation", {"token": "nonsense"})).status_code == 200
    assert (await party.refresh(tokens["refresh_token"])).status_code == 200


async def test_a_machine_gets_the_permissions_it_was_given(machine: RelyingParty) -> None:
    asked = await machine.ask("/token", {"grant_type": "client_credentials"})
    given = asked.json()
    assert "refresh_token" not in given
    said = claims(given["access_token"])
    assert (said["kind"], said["sub"], said["client_id"]) == ("client", machine.client_id, machine.client_id)
    assert said["permissions"] == [INVITE, READ]
    assert said["exp"] - said["iat"] <= 300
    narrow = await machine.ask("/token", {"grant_type": "client_credentials", "scope": READ})
    assert claims(narrow.json()["access_token"])["permissions"] == [READ]
    wide = await machine.ask("/token", {"grant_type": "client_credentials", "scope": f"{READ} tenant_auth:audit:read"})
    assert wide.json()["error"] == "invalid_scope"
    assert (await introspected(machine, given["access_token"]))["permissions"] == [INVITE, READ]
    async with unit_of_work(HOUSE):
        assert (await Client.get(id=machine.client_id)).used_at is not None


async def test_a_grant_is_for_the_kind_of_client_it_is_made_for(party: RelyingParty, machine: RelyingParty) -> None:
    assert (await party.ask("/token", {"grant_type": "client_credentials"})).json()["error"] == "unauthorized_client"
    assert (await machine.refresh("x")).json()["error"] == "unauthorized_client"
    assert (await machine.exchange("x")).json()["error"] == "unauthorized_client"
    for grant in ("password", "implicit", "", "\xe9"):
        asked = await party.ask("/token", {"grant_type": grant, "username": "ada", "password": "x"})
        assert (asked.status_code, asked.json()["error"]) == (400, "unsupported_grant_type")


async def test_a_rotated_secret_holds_for_a_while_and_a_revoked_client_not_at_all(machine: RelyingParty) -> None:
    async def status() -> int:
        return (await machine.ask("/token", {"grant_type": "client_credentials"})).status_code

    async def change(**fields: Any) -> None:
        async with unit_of_work(HOUSE):
            await Client.filter(id=machine.client_id).update(**fields)

    before = (await machine.ask("/token", {"grant_type": "client_credentials"})).json()["access_token"]
    now = datetime.now(UTC)
    await change(secret=digest("next"), old_secret=digest("machine's"), old_until=now + timedelta(hours=1))
    assert await status() == 200
    await change(old_until=now)
    assert await status() == 401
    machine.secret = "next"
    assert await status() == 200
    await change(revoked_at=now)
    assert await status() == 401
    assert not (await introspected(RelyingParty(machine.app), before))["active"]


async def test_a_machines_token_is_not_revoked_one_by_one(machine: RelyingParty) -> None:
    token = (await machine.ask("/token", {"grant_type": "client_credentials"})).json()["access_token"]
    assert (await machine.ask("/revocation", {"token": token})).json()["error"] == "unsupported_token_type"


async def test_the_provider_describes_itself_the_same_twice(browser: httpx2.AsyncClient, provider: Settings) -> None:
    openid = await browser.get("/.well-known/openid-configuration")
    oauth = await browser.get("/.well-known/oauth-authorization-server")
    assert openid.json() == oauth.json()
    said = openid.json()
    assert said["issuer"] == provider.issuer
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert said["authorization_response_iss_parameter_supported"] is True
    posts = {"token_endpoint", "revocation_endpoint", "introspection_endpoint"}
    for name in (name for name in said if name.endswith("_endpoint") or name == "jwks_uri"):
        path = said[name].removeprefix(provider.issuer)
        reached = await (browser.post(path, data={}) if name in posts else browser.get(path))
        assert reached.status_code not in (404, 405, 500), name


async def test_what_is_no_form_is_refused(auth_host: Starlette, browser: httpx2.AsyncClient) -> None:
    for path in ("/token", "/revocation", "/introspection", "/authorization", "/userinfo", "/logout"):
        refused = await browser.post(path, content=b"{}", headers={**from_edge(None), "content-type": "text/json"})
        assert refused.status_code == 422, path
