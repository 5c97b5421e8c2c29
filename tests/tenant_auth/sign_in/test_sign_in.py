"""Signing in with a password: one answer to all that is wrong, a growing wait, nobody locked out, no way elsewhere."""

from datetime import UTC, datetime
from typing import Literal

import httpx2
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from services.tenant_auth.people import password as passwords
from services.tenant_auth.people.person import Person
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.settings import Settings
from services.tenant_auth.sign_in import pace
from services.tenant_auth.sign_in.address import safe
from shared.ids import new_id
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.rate_limit import Limit
from tests.support.factories.person import PASSWORD, fresh_address, person
from tests.support.relying_party import browsing, inputs, sit_down

pytestmark = pytest.mark.slow

COOKIE = "__Host-avow-auth"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing takes a third of a second by design; here it is as weak as the library allows."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._stand_in.cache_clear()


async def sign_in(browser: httpx2.AsyncClient, email: str, password: str = PASSWORD, **more: str) -> httpx2.Response:
    return await browser.post("/sign-in", data={"email": email, "password": password, **more})


async def test_a_right_password_opens_a_session_in_a_cookie_that_only_this_host_gets(
    browser: httpx2.AsyncClient, provider: Settings
) -> None:
    ada = await person(password=PASSWORD)
    browser.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    answer = await sign_in(browser, f" {ada.email.upper()} ")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{provider.console}/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert parts == {"httponly", "path=/", "samesite=lax", "secure"}
    async with unit_of_work(HOUSE):
        [session] = await Session.filter(person=ada.id)
    assert (session.device, session.methods) == ("Firefox, Linux", ["pwd"])
    assert session.client == browser.headers["avow-client"]
    assert browser.cookies[COOKIE] not in repr(vars(session)), "the secret itself is not kept"


async def test_all_that_is_wrong_is_one_answer(browser: httpx2.AsyncClient) -> None:
    ada = await person(password=PASSWORD)
    without = await person()
    gone = await person(password=PASSWORD)
    async with unit_of_work(HOUSE):
        await Person.filter(id=gone.id).update(closed_at=datetime.now(UTC))
    wrong = [
        (ada.email, PASSWORD + "x"),
        (ada.email, PASSWORD.upper()),
        (without.email, PASSWORD),
        (gone.email, PASSWORD),
        (fresh_address(), PASSWORD),
        (fresh_address(), "x" * 900),
    ]
    pages = set()
    for email, typed in wrong:
        answer = await sign_in(browser, email, typed)
        assert answer.status_code == 422
        assert "set-cookie" not in answer.headers
        assert typed not in answer.text
        pages.add(answer.text.replace(email, ""))
    assert len(pages) == 1


async def test_all_that_is_wrong_takes_the_same_work(
    browser: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Medians would measure the machine; what is computed is one hash of the same parameters, whoever is meant."""
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002  the library's name
            checked.append(str(hash).rpartition("p=1$")[0])
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Counting(time_cost=1, memory_cost=8, parallelism=1))
    ada, without = await person(), await person()
    kept = await passwords.hashed(PASSWORD)
    async with unit_of_work(HOUSE):
        await Person.filter(id=ada.id).update(password=kept)
    for email in (ada.email, without.email, fresh_address()):
        await sign_in(browser, email, "wrong guess")
    assert len(checked) == 3
    assert len(set(checked)) == 1


@pytest.mark.parametrize(
    ("email", "typed"),
    [("", "x"), ("ada", "x"), ("ada lovelace@acme.example", "x"), ("a" * 250 + "@b.fr", "x"), ("ada@acme.example", "")],
)
async def test_what_is_no_address_or_no_password_is_told_at_its_field(
    browser: httpx2.AsyncClient, email: str, typed: str
) -> None:
    answer = await sign_in(browser, email, typed)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


async def test_a_new_secret_at_every_sign_in(browser: httpx2.AsyncClient) -> None:
    ada = await person(password=PASSWORD)
    browser.cookies.set(COOKIE, "planted-by-somebody-else", domain="auth.localhost")
    await sign_in(browser, ada.email)
    first = browser.cookies[COOKIE]
    assert first != "planted-by-somebody-else"
    await sign_in(browser, ada.email)
    second = browser.cookies[COOKIE]
    assert second != first
    async with unit_of_work(HOUSE):
        assert await Session.of_secret(first) is None
        session = await Session.of_secret(second)
        assert session is not None
        assert await Session.filter(person=ada.id).count() == 1, "the same session with a fresh proof"


async def test_a_session_of_somebody_else_in_the_browser_ends(browser: httpx2.AsyncClient) -> None:
    bob = await sit_down(browser, await person())
    ada = await person(password=PASSWORD)
    await sign_in(browser, ada.email)
    async with unit_of_work(HOUSE):
        assert not (await Session.get(id=bob.id)).is_open()
        session = await Session.of_secret(browser.cookies[COOKIE])
    assert session is not None
    assert session.person == ada.id


async def test_whoever_guesses_waits_and_even_a_right_guess_waits(browser: httpx2.AsyncClient) -> None:
    ada = await person(password=PASSWORD)
    statuses = [(await sign_in(browser, ada.email, f"wrong guess {n}")).status_code for n in range(6)]
    assert statuses == [422] * 5 + [429]
    late = await sign_in(browser, ada.email)
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) >= 60
    assert "Wait a minute" in late.text
    assert COOKIE not in browser.cookies


async def test_a_right_password_ends_the_wait(browser: httpx2.AsyncClient) -> None:
    ada = await person(password=PASSWORD)
    for _ in range(3):
        for _ in range(4):
            assert (await sign_in(browser, ada.email, "wrong guess")).status_code == 422
        assert (await sign_in(browser, ada.email)).status_code == 303


async def test_a_stranger_elsewhere_locks_nobody_out(browser: httpx2.AsyncClient, auth_host: Starlette) -> None:
    ada = await person(password=PASSWORD)
    for _ in range(6):
        await sign_in(browser, ada.email, "wrong guess")
    async with browsing(auth_host) as home:
        assert (await sign_in(home, ada.email)).status_code == 303


async def test_many_strangers_close_an_account_only_to_places_it_was_never_used_from(
    auth_host: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "_ACCOUNT", Limit(f"account {new_id()}", hits=2, seconds=3600, closed=True))
    ada = await person(password=PASSWORD)
    async with browsing(auth_host) as home, browsing(auth_host) as cafe:
        assert (await sign_in(home, ada.email)).status_code == 303
        for _ in range(2):
            async with browsing(auth_host) as stranger:
                await sign_in(stranger, ada.email, "wrong guess")
        assert (await sign_in(cafe, ada.email)).status_code == 429
        assert (await sign_in(home, ada.email)).status_code == 303


async def test_a_place_that_tries_many_accounts_waits(
    browser: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "_PLACE", Limit(f"place {new_id()}", hits=2, seconds=60, closed=True))
    statuses = [(await sign_in(browser, fresh_address(), "sprayed password")).status_code for _ in range(3)]
    assert statuses == [422, 422, 429]


OUTSIDE = [
    "https://evil.example/",
    "//evil.example/authorization?",
    "/\\evil.example/",
    "/authorization?\\evil",
    "/authorization",
    "/authorization@evil.example?",
    "/account//evil.example",
    "javascript:alert(1)",
    "/authorization?x\r\nset-cookie: a=b",
    "/authorization?\u202e",
    "/sign-out",
    "/authorization?" + "x" * 6000,
    "",
]


@pytest.mark.parametrize("then", OUTSIDE, ids=ascii)
async def test_a_sign_in_never_leads_elsewhere(browser: httpx2.AsyncClient, provider: Settings, then: str) -> None:
    assert inputs(await browser.get("/sign-in", params={"then": then})).get("then") == ""
    ada = await person(password=PASSWORD)
    answer = await sign_in(browser, ada.email, then=then)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{provider.console}/")


def test_a_sign_in_leads_on_to_our_own_pages() -> None:
    for then in ("/authorization?client_id=console&state=x%2F%2Fy", "/account", "/account/sessions?done=ended"):
        assert safe(then, "elsewhere") == then


async def test_the_page_can_be_framed_by_nobody_and_sends_its_form_home(
    browser: httpx2.AsyncClient, provider: Settings
) -> None:
    page = await browser.get("/sign-in")
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert f"form-action 'self' {provider.console};" in policy
    assert "script-src 'self';" in policy
    assert page.headers["cache-control"] == "no-store"
    assert 'autocomplete="username webauthn"' in page.text
    assert 'autocomplete="current-password"' in page.text


async def test_an_old_hash_is_made_anew(browser: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = await person(password=PASSWORD)
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert (await sign_in(browser, ada.email)).status_code == 303
    async with unit_of_work(HOUSE):
        kept = (await Person.get(id=ada.id)).password
    assert kept is not None
    assert "t=2" in kept


async def test_nobody_can_count_so_nobody_signs_in(
    browser: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await person(password=PASSWORD)
    monkeypatch.setattr("shared.web.rate_limit._UPSERT", "SELECT missing($1, $2)")
    assert (await sign_in(browser, ada.email)).status_code == 503
