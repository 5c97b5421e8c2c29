"""The whole path: a browser without a session, a password, a code, tokens, their renewal, what they say."""

import time
from datetime import timedelta

import httpx2
from joserfc import jwt
from joserfc.jwk import KeySet
from starlette.applications import Starlette

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import PERMISSIONS, Role
from services.tenant_auth.settings import Settings
from shared import clock
from shared.access.tokens import TokenCheck
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.asking import from_edge
from tests.support.factories.person import PASSWORD, person
from tests.support.factories.tenant import made
from tests.support.relying_party import RelyingParty, answered, browsing, claims, granted, inputs, sit_down


async def keys_at(app: Starlette) -> KeySet:
    async with browsing(app) as client:
        return KeySet.import_key_set((await client.get("/jwks.json")).json())


async def test_a_person_signs_in_and_the_console_learns_who(
    browser: httpx2.AsyncClient, party: RelyingParty, provider: Settings, auth_host: Starlette
) -> None:
    ada = await person(password=PASSWORD)
    asked = await browser.get(party.url())
    assert asked.status_code == 303
    page = await browser.get(asked.headers["location"])
    sent = await browser.post("/sign-in", data={**inputs(page), "email": ada.email.upper(), "password": PASSWORD})
    assert sent.status_code == 303, sent.text
    assert sent.headers["location"].startswith("/authorization?")
    answer = answered(await browser.get(sent.headers["location"]))
    assert (answer["state"], answer["iss"]) == (party.state, provider.issuer)
    response = await party.exchange(answer["code"])
    assert response.headers["cache-control"] == "no-store"
    tokens = response.json()
    keys = await keys_at(auth_host)
    told = jwt.decode(tokens["id_token"], keys, algorithms=["RS256"]).claims
    assert told["iss"] == provider.issuer
    assert (told["aud"], told["sub"], told["nonce"]) == ("console", str(ada.id), party.nonce)
    assert abs(told["auth_time"] - time.time()) < 60
    assert (told["acr"], told["amr"]) == ("aal1", ["pwd"])
    assert told["at_hash"]
    assert "email" not in told

    async def known(_name: str) -> KeySet:
        return keys

    caller = await TokenCheck(provider.issuer, provider.audience, known).caller(tokens["access_token"])
    assert (caller.kind, caller.actor, caller.name) == ("person", ada.id, "Ada Lovelace")
    assert (caller.tenant, caller.permissions) == (None, frozenset())
    assert str(caller.session) == told["sid"]


async def test_a_token_is_made_for_one_tenant_with_the_permissions_of_the_roles_there(
    browser: httpx2.AsyncClient, party: RelyingParty
) -> None:
    ada, acme, globex = await person(), await made(), await made()
    async with unit_of_work(acme.id):
        await Member.join(ada.id, [Role.AGENT, Role.AUDITOR])
    await sit_down(browser, ada)
    tokens = await granted(browser, party)
    renewed = (await party.refresh(tokens["refresh_token"], tenant=acme.slug)).json()
    said = claims(renewed["access_token"])
    assert (said["tenant"], said["slug"]) == (str(acme.id), acme.slug)
    assert set(said["permissions"]) == PERMISSIONS[Role.AGENT] | PERMISSIONS[Role.AUDITOR]
    elsewhere = await party.refresh(renewed["refresh_token"], tenant=globex.slug)
    assert (elsewhere.status_code, elsewhere.json()["error"]) == (400, "invalid_target")
    nowhere = await party.refresh(renewed["refresh_token"], tenant="nobody-has-this-slug")
    assert nowhere.json() == elsewhere.json()
    again = await party.refresh(renewed["refresh_token"])
    assert again.status_code == 200, "a tenant that is none of theirs uses nothing up"
    assert "tenant" not in claims(again.json()["access_token"])


async def test_outside_counsel_has_no_token_after_the_last_day(
    browser: httpx2.AsyncClient, party: RelyingParty
) -> None:
    ada, acme = await person(), await made()
    async with unit_of_work(acme.id):
        member = await Member.join(ada.id, [Role.AUDITOR], ends_on=clock.now().date())
    await sit_down(browser, ada)
    tokens = await granted(browser, party, tenant=None)
    today = await party.refresh(tokens["refresh_token"], tenant=acme.slug)
    assert claims(today.json()["access_token"])["permissions"]
    async with unit_of_work(acme.id):
        member.ends_on = clock.now().date() - timedelta(days=1)
        await member.save()
    after = await party.refresh(today.json()["refresh_token"], tenant=acme.slug)
    assert after.json()["error"] == "invalid_target"


async def test_a_tenant_can_be_chosen_with_the_code(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    ada, acme = await person(), await made()
    async with unit_of_work(acme.id):
        await Member.join(ada.id, [Role.OWNER])
    await sit_down(browser, ada)
    answer = answered(await browser.get(party.url()))
    tokens = (await party.exchange(answer["code"], tenant=acme.slug)).json()
    assert claims(tokens["access_token"])["slug"] == acme.slug


async def test_both_ways_to_bring_the_secret_are_taken_and_no_other(
    browser: httpx2.AsyncClient, party: RelyingParty, auth_host: Starlette
) -> None:
    await sit_down(browser, await person())
    code = answered(await browser.get(party.url()))["code"]
    party.post = True
    assert (await party.exchange(code)).status_code == 200
    for post in (False, True):
        refused = await RelyingParty(auth_host, secret="guessed", post=post).exchange("whatever")
        assert refused.json()["error"] == "invalid_client"
    async with browsing(auth_host) as client:
        form = {"grant_type": "authorization_code", "code": "whatever", "client_id": "console"}
        unnamed = await client.post("/token", data=form)
        assert (unnamed.status_code, unnamed.json()["error"]) == (401, "invalid_client")
        broken = await client.post("/token", data=form, headers={**from_edge(None), "authorization": "Basic /w=="})
        assert broken.status_code == 401
        assert broken.headers["www-authenticate"].startswith("Basic")


async def test_authlibs_own_client_comes_through(
    browser: httpx2.AsyncClient, auth_host: Starlette, provider: Settings
) -> None:
    from authlib.integrations.httpx_client import AsyncOAuth2Client  # noqa: PLC0415  no other test needs it

    await sit_down(browser, await person())
    callback = f"{provider.console}/signed-in"
    async with AsyncOAuth2Client(
        "console",
        provider.console_secret,
        redirect_uri=callback,
        scope="openid",
        code_challenge_method="S256",
        transport=httpx2.ASGITransport(app=auth_host),
        headers=from_edge(None),
    ) as client:
        verifier = "a" * 50
        url, state = client.create_authorization_url(f"{provider.issuer}/authorization", code_verifier=verifier)
        answer = await browser.get(url.removeprefix(provider.issuer))
        located = answer.headers["location"]
        token = await client.fetch_token(
            f"{provider.issuer}/token", authorization_response=located, state=state, code_verifier=verifier
        )
        assert token["id_token"]
        renewed = await client.refresh_token(f"{provider.issuer}/token", refresh_token=token["refresh_token"])
        assert renewed["refresh_token"] != token["refresh_token"]
