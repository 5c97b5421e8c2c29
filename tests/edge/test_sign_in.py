"""Signing in to the console: the browser that asked, and nobody else, comes back with a session."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from frontend.edge.cookies import SESSION, SIGN_IN, new_word
from shared.tenancy.unit_of_work import execute, system_work
from tests.support.console import Console
from tests.support.databases import EDGE, Databases

pytestmark = pytest.mark.slow


async def test_from_a_page_to_the_provider_and_back_to_the_page(console: Console) -> None:
    begun = await console.browser.get("/acme/policies/all?state=draft")
    assert begun.status == 303
    assert begun.headers["cache-control"] == "no-store"
    asked = parse_qs(urlsplit(begun.headers["location"]).query)
    assert asked["resource"] == ["http://api.localhost:8000"]
    back = await console.browser.get(console.provider.approve(begun.headers["location"]))
    assert (back.status, back.headers["location"]) == (303, "/acme/policies/all?state=draft")
    assert [name for name in console.browser.cookies if name != SESSION] == []  # the attempt is forgotten
    page = await console.browser.get("/acme/policies/all?state=draft", authorization="Bearer x", cookie_2="a")
    assert (page.status, page.text) == (200, "from the service")
    assert console.service.heard("cookie") == []
    assert console.service.heard("authorization") != ["Bearer x"]
    assert console.service.heard("authorization")[0].startswith("Bearer ey")
    assert console.service.heard("avow-tenant") == []
    assert console.service.heard("avow-edge") == ["hush"]


async def test_nothing_of_the_session_is_kept_in_the_clear(signed_in: Console, databases: Databases) -> None:
    await signed_in.browser.get("/acme/policies/all")
    token = signed_in.service.heard("authorization")[0].removeprefix("Bearer ")
    with (await databases.of(EDGE)).activate():
        async with system_work("what a thief of the database would read"):
            sessions = await execute("SELECT * FROM console_session WHERE person = $1", signed_in.provider.person)
            tokens = await execute("SELECT * FROM console_token WHERE session = $1", sessions[0]["id"])
    said = "".join(bytes(value).decode("latin-1") for row in (*sessions, *tokens) for value in row if _is_bytes(value))
    assert len(tokens) == 2
    for secret in (signed_in.browser.session, signed_in.provider.refresh, token, token.split(".")[1]):
        assert secret
        assert secret not in said


def _is_bytes(value: object) -> bool:
    return isinstance(value, bytes)


async def test_the_session_has_an_end_however_much_it_is_used(signed_in: Console, databases: Databases) -> None:
    with (await databases.of(EDGE)).activate():
        async with system_work("how long a session lasts"):
            rows = await execute("SELECT * FROM console_session WHERE person = $1", signed_in.provider.person)
            hours = [(rows[0][name] - datetime.now(UTC)).total_seconds() / 3600 for name in ("idle_until", "ends_at")]
            await execute("UPDATE console_session SET idle_until = $2 WHERE id = $1", rows[0]["id"], datetime.now(UTC))
    assert hours == [pytest.approx(12, abs=0.1), pytest.approx(7 * 24, abs=0.1)]
    signed_in.forget()
    assert (await signed_in.browser.get("/acme/policies/all")).status == 303


@pytest.mark.parametrize(
    "change", [{"state": "x"}, {"state": "A" * 22}, {"state": ""}, {"iss": "https://evil.example"}, {"iss": ""}]
)
async def test_a_forged_answer_begins_no_session(console: Console, change: dict[str, str]) -> None:
    begun = await console.browser.get("/acme/policies/all")
    answered = await console.browser.get(console.provider.approve(begun.headers["location"], **change))
    assert answered.status == 400
    assert "Signing in was not finished" in answered.text
    assert 'href="/sign-in?to=' in answered.text
    assert console.browser.session is None


async def test_an_answer_without_an_issuer_is_not_believed(console: Console) -> None:
    begun = await console.browser.get("/acme/policies/all")
    path = console.provider.approve(begun.headers["location"])
    assert (await console.browser.get(path.partition("&iss=")[0])).status == 400
    assert console.browser.session is None


async def test_an_answer_is_taken_once_and_only_by_the_browser_that_asked(console: Console) -> None:
    begun = await console.browser.get("/acme/policies/all")
    path = console.provider.approve(begun.headers["location"])
    kept = dict(console.browser.cookies)
    victim = console.another_browser()
    assert (await victim.get(path)).status == 400
    assert victim.session is None
    assert (await console.browser.get(path)).status == 303
    assert (await console.browser.get(path)).status == 400  # no attempt any more
    again = console.another_browser()
    again.cookies = kept
    assert (await again.get(path)).status == 400  # the attempt kept by a thief: the code is used up
    assert again.session is None


async def test_the_code_of_another_attempt_is_refused(console: Console) -> None:
    one, other = [await console.browser.get(f"/acme/policies/{word}") for word in ("one", "other")]
    assert len(console.browser.cookies) == 2  # two tabs at once
    stolen = parse_qs(urlsplit(console.provider.approve(one.headers["location"])).query)["code"][0]
    path = console.provider.approve(other.headers["location"], code=stolen)
    assert (await console.browser.get(path)).status == 400
    assert console.browser.session is None


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "other-client"},
        {"aud": ["console", "other-client"]},
        {"iss": "https://evil.example"},
        {"exp": 1_000_000_000},
        {"sid": None},
    ],
    ids=lambda claims: next(iter(claims)),
)
async def test_an_id_token_that_is_not_for_this_sign_in_is_refused(console: Console, claims: dict[str, object]) -> None:
    console.provider.claims = claims
    answered = await console.sign_in()
    assert (answered.status, console.browser.session) == (400, None)


async def test_somebody_who_declined_is_told_so_and_may_try_again(console: Console) -> None:
    begun = await console.browser.get("/acme/policies/all")
    state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
    said = urlencode({"error": "access_denied", "state": state, "iss": console.provider.issuer})
    answered = await console.browser.get(f"/signed-in?{said}", accept_language="de")
    assert answered.status == 400
    assert "/sign-in?to=%2Facme%2Fpolicies%2Fall" in answered.text
    assert console.browser.cookies == {}


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "/%5cevil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/acme/../..//evil.example",
        "/sign-out",
        "/signed-in?code=x",
        "/acme\r\nSet-Cookie: a=b",
        "/" + "a" * 3000,
        "",
    ],
)
async def test_the_way_back_never_leads_elsewhere(console: Console, to: str) -> None:
    begun = await console.browser.get("/sign-in?" + urlencode({"to": to}))
    back = await console.browser.get(console.provider.approve(begun.headers["location"]))
    assert (back.status, back.headers["location"]) == (303, "/")


async def test_a_cookie_planted_before_does_not_become_the_session(console: Console) -> None:
    planted = new_word()
    console.browser.cookies[SESSION] = planted
    await console.sign_in()
    assert console.browser.session not in (None, planted)
    thief = console.another_browser()
    thief.cookies[SESSION] = planted
    assert (await thief.get("/acme/policies/all")).status == 303


async def test_signing_in_again_ends_the_session_before(signed_in: Console) -> None:
    before = dict(signed_in.browser.cookies)
    begun = await signed_in.browser.get("/sign-in?to=/acme")
    await signed_in.browser.get(signed_in.provider.approve(begun.headers["location"]))
    old = signed_in.another_browser()
    old.cookies = before
    assert (await old.get("/acme/policies/all")).status == 303
    assert (await signed_in.browser.get("/acme/policies/all")).status == 200


async def test_attempts_that_pile_up_are_dropped(console: Console) -> None:
    for number in range(12):
        await console.browser.get(f"/acme/policies/{number}")
    assert len([name for name in console.browser.cookies if name.startswith(SIGN_IN)]) <= 6


async def test_a_script_is_not_sent_away_to_sign_in(console: Console) -> None:
    answered = await console.browser.get("/acme/policies/all", sec_fetch_mode="cors")
    assert (answered.status, answered.cookies) == (401, [])


@pytest.mark.parametrize("fault", ["500", "503"])
async def test_a_provider_that_is_down_is_said_calmly(console: Console, fault: str) -> None:
    console.provider.fault = fault
    answered = await console.sign_in()
    assert answered.status == 503
    assert "Nobody can sign in just now" in answered.text
    console.provider.fault = ""
    assert (await console.sign_in()).status == 303


async def test_a_host_that_is_forged_changes_no_address(console: Console) -> None:
    forged = await console.visitor.get("/acme/policies/all", "console.localhost:1234", x_forwarded_host="evil.example")
    assert forged.headers["location"].startswith("http://auth.localhost:8000/authorization?")
    assert parse_qs(urlsplit(forged.headers["location"]).query)["redirect_uri"] == [console.provider.redirect]
    assert (await console.visitor.get("/acme/policies/all", "console.localhost.evil.example")).status == 404
