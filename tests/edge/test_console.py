"""What a signed-in browser asks goes to the service with a token for the company in the path, and no other."""

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from joserfc import jws

from frontend.edge.cookies import SESSION, new_word
from shared.sites import Sites
from shared.tenancy.backend import open_database
from shared.tenancy.placement import Role
from shared.tenancy.unit_of_work import execute, system_work
from tests.support.console import Console
from tests.support.databases import EDGE, Databases
from tests.support.edge import edge_settings, visiting
from tests.support.provider import SECRET

pytestmark = pytest.mark.slow


def shown(console: Console) -> dict[str, object]:
    """The claims of the token that the service was shown last."""
    token = console.service.heard("authorization")[-1].removeprefix("Bearer ")
    claims: dict[str, object] = json.loads(jws.extract_compact(token.encode()).payload)
    return claims


async def set_sessions(databases: Databases, console: Console, change: str, *values: object) -> None:
    with (await databases.of(EDGE)).activate():
        async with system_work("as if time had passed"):
            await execute(change, console.provider.person, *values)


async def expire(databases: Databases, console: Console) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=20)
    change = (
        "UPDATE console_token SET expires_at = $2 WHERE session = (SELECT id FROM console_session WHERE person = $1)"
    )
    await set_sessions(databases, console, change, soon)
    console.forget()


async def test_each_company_has_a_token_of_its_own(signed_in: Console) -> None:
    for slug in ("acme", "globex", "acme"):
        assert (await signed_in.browser.get(f"/{slug}/policies/all")).status == 200
        assert shown(signed_in)["slug"] == slug
    assert signed_in.provider.refreshed == ["acme", "globex"]


async def test_pages_before_a_company_is_chosen_get_a_token_without_one(signed_in: Console) -> None:
    answered = await signed_in.browser.get("/")
    assert (answered.status, answered.text) == (200, "from the service")
    assert signed_in.provider.heard("authorization")[0].startswith("Bearer ")
    assert signed_in.provider.refreshed == []  # it came with the code


async def test_a_company_one_is_no_member_of_is_missing_and_not_asked_for_twice(signed_in: Console) -> None:
    for _ in range(3):
        answered = await signed_in.browser.get("/initech/policies/all")
        assert answered.status == 404
        assert "There is no page at this address" in answered.text
    assert signed_in.provider.refreshed == ["initech"]
    assert (await signed_in.browser.get("/acme/policies/all")).status == 200


@pytest.mark.parametrize("word", ["www", "ab", "Acme", "a--b", "acme%20x"])
async def test_what_cannot_be_a_company_is_asked_of_nobody(signed_in: Console, word: str) -> None:
    assert (await signed_in.browser.get(f"/{word}/policies/all")).status == 404
    assert signed_in.provider.refreshed == []


async def test_a_token_is_used_until_shortly_before_its_end(signed_in: Console, databases: Databases) -> None:
    await signed_in.browser.get("/acme/policies/all")
    signed_in.forget()
    await signed_in.browser.get("/acme/policies/all")
    assert signed_in.provider.refreshed == ["acme"]
    await expire(databases, signed_in)
    await signed_in.browser.get("/acme/policies/all")
    assert signed_in.provider.refreshed == ["acme", "acme"]


async def test_two_edges_that_refresh_at_once_rotate_once(
    signed_in: Console, databases: Databases, tmp_path: Path
) -> None:
    """The provider ends the family of a refresh token that comes twice, so a race would sign the person out."""
    settings = signed_in.visitor.edge.settings
    async with visiting(settings, database=await databases.of(EDGE)) as other:
        browsers = [signed_in.browser, signed_in.another_browser()]
        browsers[1].visitor, browsers[1].cookies = other, browsers[0].cookies
        for _ in range(3):
            await expire(databases, signed_in)
            assert other.edge.console
            other.edge.console.tokens._known.clear()
            signed_in.provider.refreshed.clear()
            asked = [browser.get("/acme/policies/all") for browser in browsers * 4]
            assert {answer.status for answer in await asyncio.gather(*asked)} == {200}
            assert signed_in.provider.refreshed == ["acme"]


async def test_a_grant_that_is_over_leads_to_signing_in(signed_in: Console) -> None:
    signed_in.provider.over = True
    begun = await signed_in.browser.get("/acme/policies/all")
    assert begun.status == 303
    assert begun.headers["location"].startswith(signed_in.provider.issuer)


async def test_the_cookie_of_nobody_or_of_another_form_is_no_session(signed_in: Console) -> None:
    stranger = signed_in.another_browser()
    for word in (new_word(), "", "x", "' OR true --", signed_in.provider.refresh):
        stranger.cookies[SESSION] = word
        assert (await stranger.get("/acme/policies/all")).status == 303
    twice = f"{SESSION}={signed_in.browser.session}; {SESSION}={new_word()}"
    assert (await stranger.get("/acme/policies/all", cookie=twice)).status == 303
    assert signed_in.service.scopes == []


async def test_a_token_the_service_does_not_take_is_asked_for_once_more(signed_in: Console) -> None:
    await signed_in.browser.get("/acme/policies/all")
    signed_in.service.refusing = ['Bearer error="invalid_token"']
    before = time.time()
    answered = await signed_in.browser.post("/acme/policies/all", {"title": "Privacy"})
    assert (answered.status, answered.text) == (200, "from the service")
    assert signed_in.service.bodies[-2:] == [b"title=Privacy", b"title=Privacy"]
    assert float(str(shown(signed_in)["iat"])) > before  # dated after whatever the service had heard
    assert signed_in.provider.refreshed == ["acme", "acme"]
    signed_in.service.refusing = ['Bearer error="invalid_token"'] * 2
    answered = await signed_in.browser.get("/acme/policies/all")
    assert answered.status == 401  # and no redirect, which would turn for ever
    assert "Your session has ended" in answered.text


async def test_a_page_that_wants_a_fresher_sign_in_gets_one(signed_in: Console) -> None:
    challenge = 'Bearer error="insufficient_user_authentication", max_age="600", acr_values="mfa"'
    signed_in.service.refusing = [challenge]
    begun = await signed_in.browser.get("/acme/policies/all?a=b")
    assert begun.status == 303
    assert "max_age=600" in begun.headers["location"]
    assert "acr_values=mfa" in begun.headers["location"]
    signed_in.provider.claims = {"auth_time": int(time.time()) - 3600}
    refused = await signed_in.browser.get(signed_in.provider.approve(begun.headers["location"]))
    assert refused.status == 400  # the provider did not ask anew
    signed_in.provider.claims = {}
    begun = await signed_in.browser.get("/sign-in?to=/acme/policies/all&max_age=600")
    back = await signed_in.browser.get(signed_in.provider.approve(begun.headers["location"]))
    assert back.headers["location"] == "/acme/policies/all"


async def test_a_service_sets_no_cookie_on_the_console(signed_in: Console) -> None:
    signed_in.service.headers = [(b"set-cookie", f"{SESSION}=x; Path=/; Secure".encode())]
    assert (await signed_in.browser.get("/acme/policies/all")).cookies == []


async def test_a_warm_session_is_looked_up_in_memory_alone(signed_in: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    await signed_in.browser.get("/acme/policies/all")
    assert signed_in.visitor.edge.console
    sessions = signed_in.visitor.edge.console.tokens.sessions
    monkeypatch.setattr(sessions, "work", lambda: pytest.fail("the database was asked"))
    for _ in range(3):
        assert (await signed_in.browser.get("/acme/policies/all")).status == 200
    signed_in.forget()
    with pytest.raises(pytest.fail.Exception):
        await sessions.token(b"x" * 32, "")


async def test_without_a_database_the_console_waits_and_published_pages_do_not(sites: Sites, tmp_path: Path) -> None:
    gone = {"database_app": "postgresql://edge_app:x@127.0.0.1:1/edge", "database_relay": "postgresql://127.0.0.1:1/x"}
    settings = edge_settings(tmp_path, console_secret=SECRET, **gone)
    async with open_database(EDGE, settings) as database, visiting(settings, database=database) as visitor:
        refused = await visitor.get("/acme/policies/all", "console.localhost", cookie=f"{SESSION}={new_word()}")
        assert (refused.status, refused.headers["retry-after"]) == (503, "10")
        assert "This page cannot be shown just now" in refused.text
        assert (await visitor.get("/en/policies/privacy")).status == 200


async def test_a_fault_of_ours_is_said_calmly(signed_in: Console, databases: Databases) -> None:
    """Here the edge's database is behind its code."""
    owner = await asyncpg.connect(databases.url(EDGE, Role.OWNER))
    signed_in.forget()
    await owner.execute("ALTER TABLE console_token RENAME TO later")
    try:
        answered = await signed_in.browser.get("/acme/policies/all", accept_language="en")
    finally:
        await owner.execute("ALTER TABLE later RENAME TO console_token")
        await owner.close()
    assert answered.status == 500
    assert "The fault is ours" in answered.text


async def test_while_the_provider_is_down_published_pages_stay(
    sites: Sites, signed_in: Console, databases: Databases
) -> None:
    await expire(databases, signed_in)
    signed_in.provider.fault = "503"
    refused = await signed_in.browser.get("/acme/policies/all")
    assert (refused.status, refused.headers["retry-after"]) == (503, "10")
    assert (await signed_in.visitor.get("/en/policies/privacy")).status == 200
    signed_in.provider.fault = ""
    assert (await signed_in.browser.get("/acme/policies/all")).status == 200


async def test_the_app_role_alone_reads_sessions(databases: Databases) -> None:
    relay = await asyncpg.connect(databases.url(EDGE, Role.RELAY))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await relay.fetch("SELECT * FROM console_session")
    await relay.close()
