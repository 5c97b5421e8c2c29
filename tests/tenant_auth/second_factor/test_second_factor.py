"""The second factor: a code holds once, in its time, for its person; nothing but a code leads past it."""

import math
import re
import time
from dataclasses import replace

import httpx2
import pyotp
import pytest
from starlette.applications import Starlette

from services.tenant_auth.people.person import Person
from services.tenant_auth.second_factor import second_factor, totp
from services.tenant_auth.second_factor.asking import COOKIE as HALF_WAY
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from services.tenant_auth.sessions.browser import COOKIE
from services.tenant_auth.sessions.session import Session
from shared.tenancy.backend import Database
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.person import PASSWORD, person
from tests.support.post import letters_to
from tests.support.relying_party import browsing, sit_down

pytestmark = pytest.mark.slow
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON = 1_800_000_000
NEW = "analytical engine with many wheels"


def code(secret: str, *, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(time.time(), counter_offset=steps)


async def with_app() -> tuple[Person, str]:
    """Ada, whose app holds since one step ago."""
    ada = await person(password=PASSWORD)
    async with unit_of_work(HOUSE):
        held = await second_factor.locked(ada.id)
        secret = await second_factor.begin(held)
        await second_factor.confirm(held, code(secret, steps=-1))
    return ada, secret


async def half_way(browser: httpx2.AsyncClient, ada: Person, then: str = "") -> None:
    """The password was given."""
    answer = await browser.post("/sign-in", data={"email": ada.email, "password": PASSWORD, "then": then})
    assert answer.headers["location"] == "/sign-in/second-factor"
    assert COOKIE not in browser.cookies


async def give(browser: httpx2.AsyncClient, typed: str) -> httpx2.Response:
    return await browser.post("/sign-in/second-factor", data={"code": typed})


# ── The code itself ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("steps", "holds"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_holds_a_step_before_and_after_its_own(steps: int, holds: bool) -> None:  # noqa: FBT001
    typed = pyotp.TOTP(SECRET).at(NOON, counter_offset=steps)
    step = totp.step_of(SECRET, typed, 0, at=NOON)
    assert step == (NOON // 30 + steps if holds else None)


def test_a_code_and_those_before_it_hold_once() -> None:
    step = NOON // 30
    assert totp.step_of(SECRET, pyotp.TOTP(SECRET).at(NOON), step, at=NOON) is None
    assert totp.step_of(SECRET, pyotp.TOTP(SECRET).at(NOON, counter_offset=-1), step, at=NOON) is None
    assert totp.step_of(SECRET, pyotp.TOTP(SECRET).at(NOON, counter_offset=1), step, at=NOON) == step + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "１２３４５６", "abcdef", "-12345", "1e5", "\x00" * 6])
def test_what_is_no_code_is_wrong(typed: str) -> None:
    assert totp.step_of(SECRET, typed, 0, at=NOON) is None


def test_spaces_in_a_code_do_not_matter() -> None:
    typed = pyotp.TOTP(SECRET).at(NOON)
    assert totp.step_of(SECRET, f" {typed[:3]} {typed[3:]} ", 0, at=NOON)


# ── Setting up ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_app_is_asked_for_once_it_has_shown_a_code(browser: httpx2.AsyncClient) -> None:
    ada = await person(password=PASSWORD)
    await sit_down(browser, ada)
    page = await browser.post("/account/app")
    assert "<svg" in page.text
    assert "<img" not in page.text
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
    assert found
    secret = found[1].replace(" ", "")
    wrong = await browser.post("/account/app/confirmation", data={"code": "000000"})
    assert wrong.status_code == 422
    assert secret[:4] in wrong.text, "the same square can be tried again"
    async with unit_of_work(HOUSE):
        assert not await second_factor.needed(await Person.with_id(ada.id))
    done = await browser.post("/account/app/confirmation", data={"code": code(secret)})
    assert done.text.count("<code>") == 10
    async with unit_of_work(HOUSE):
        held = await Person.with_id(ada.id)
        assert await second_factor.needed(held)
    assert held.totp
    assert secret.encode() not in held.totp
    assert "asks for a code" in (await letters_to(ada.email))[-1].text.body


async def test_a_second_app_cannot_take_the_place_of_the_first(browser: httpx2.AsyncClient) -> None:
    """Somebody at an unlocked desk would otherwise change it without knowing a code."""
    ada, secret = await with_app()
    await sit_down(browser, ada)
    assert (await browser.post("/account/app")).status_code == 409
    async with unit_of_work(HOUSE):
        assert await second_factor.check(ada.id, code(secret)) == "otp"


# ── Signing in ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_password_and_code_sign_in_and_lead_on(browser: httpx2.AsyncClient) -> None:
    ada, secret = await with_app()
    await half_way(browser, ada, then="/account/sessions")
    assert (await give(browser, "000000")).status_code == 422
    assert COOKIE not in browser.cookies
    done = await give(browser, code(secret))
    assert (done.status_code, done.headers["location"]) == (303, "/account/sessions")
    async with unit_of_work(HOUSE):
        session = await Session.of_secret(browser.cookies[COOKIE])
    assert session
    assert session.methods == ["pwd", "otp", "mfa"]


async def test_a_code_that_was_seen_signs_nobody_in_again(auth_host: Starlette, browser: httpx2.AsyncClient) -> None:
    ada, secret = await with_app()
    await half_way(browser, ada)
    seen = code(secret)
    assert (await give(browser, seen)).status_code == 303
    async with browsing(auth_host) as thief:
        await half_way(thief, ada)
        assert (await give(thief, seen)).status_code == 422
        assert COOKIE not in thief.cookies


async def test_without_the_password_a_code_is_not_even_looked_at(browser: httpx2.AsyncClient) -> None:
    _, secret = await with_app()
    for half in ("", "A" * 22):
        browser.cookies.set(HALF_WAY, half, domain="auth.localhost")
        answer = await give(browser, code(secret))
        assert answer.headers["location"] == "/sign-in"
        assert COOKIE not in browser.cookies


async def test_one_password_gives_one_session(browser: httpx2.AsyncClient) -> None:
    ada, secret = await with_app()
    await half_way(browser, ada)
    half = browser.cookies[HALF_WAY]
    assert (await give(browser, code(secret))).status_code == 303
    browser.cookies.delete(COOKIE)
    browser.cookies.set(HALF_WAY, half, domain="auth.localhost")
    assert (await give(browser, code(secret, steps=1))).headers["location"] == "/sign-in"


async def test_who_guesses_codes_has_to_wait(browser: httpx2.AsyncClient) -> None:
    ada, secret = await with_app()
    await half_way(browser, ada)
    answers = [(await give(browser, f"{n:06}")).status_code for n in range(7)]
    assert answers[-1] == 429
    assert (await give(browser, code(secret))).status_code == 429, "a right code too: nobody learns which it was"


async def test_who_guesses_all_day_is_stopped_and_recovery_codes_hold_all_the_same(
    browser: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_factor, "CODES", replace(second_factor.CODES, hits=100))
    monkeypatch.setattr(second_factor, "CODES_OF_A_DAY", replace(second_factor.CODES_OF_A_DAY, hits=3))
    ada, secret = await with_app()
    async with unit_of_work(HOUSE):
        codes = await RecoveryCode.renew(ada.id)
    await half_way(browser, ada)
    assert [(await give(browser, f"{n:06}")).status_code for n in range(4)] == [422, 422, 422, 429]
    assert (await give(browser, code(secret))).status_code == 429
    assert (await give(browser, codes[0])).status_code == 303


async def test_another_person_s_code_is_wrong(browser: httpx2.AsyncClient) -> None:
    ada, _ = await with_app()
    _, hers = await with_app()
    await half_way(browser, ada)
    assert (await give(browser, code(hers))).status_code == 422


# ── Recovery codes ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_recovery_code_is_good_once_and_its_use_is_told(browser: httpx2.AsyncClient) -> None:
    ada, _ = await with_app()
    async with unit_of_work(HOUSE):
        codes = await RecoveryCode.renew(ada.id)
    await half_way(browser, ada)
    assert (await give(browser, codes[3].upper().replace("-", " "))).status_code == 303
    assert "one of your recovery codes" in (await letters_to(ada.email))[-1].text.body
    browser.cookies.delete(COOKIE)
    await half_way(browser, ada)
    assert (await give(browser, codes[3])).status_code == 422
    async with unit_of_work(HOUSE):
        assert await RecoveryCode.left(ada.id) == 9


async def test_new_codes_end_the_old_ones_and_none_can_be_read_in_the_database(browser: httpx2.AsyncClient) -> None:
    ada, _ = await with_app()
    await sit_down(browser, ada)
    first = re.findall(r"<code>([\w-]+)</code>", (await browser.post("/account/recovery-codes")).text)
    await browser.post("/account/recovery-codes")
    async with unit_of_work(HOUSE):
        assert not await RecoveryCode.use(ada.id, first[0])
        kept = [each.digest for each in await RecoveryCode.filter(person=ada.id)]
    assert len(kept) == len(set(kept)) == 10
    assert len(first[0].replace("-", "")) * math.log2(31) >= 112, "so much that a plain hash cannot be searched"
    assert not any(part in each for each in kept for part in first)


async def test_a_code_of_somebody_else_is_wrong(database: Database) -> None:
    ada, grace = await person(), await person()
    async with unit_of_work(HOUSE):
        codes = await RecoveryCode.renew(ada.id)
        assert not await RecoveryCode.use(grace.id, codes[0])
        assert await RecoveryCode.use(ada.id, codes[0])


async def test_the_operator_s_way_out_leaves_the_password(browser: httpx2.AsyncClient) -> None:
    ada, _ = await with_app()
    async with unit_of_work(HOUSE):
        await RecoveryCode.renew(ada.id)
        await second_factor.reset(ada.id)
    answer = await browser.post("/sign-in", data={"email": ada.email, "password": PASSWORD})
    assert answer.headers["location"] == "http://console.localhost:8000/"
    assert (await browser.post("/sign-in", data={"email": ada.email, "password": "wrong"})).status_code == 422


async def test_a_new_password_ends_what_was_begun_with_the_old_one(
    auth_host: Starlette, browser: httpx2.AsyncClient
) -> None:
    ada, secret = await with_app()
    async with browsing(auth_host) as thief:
        await half_way(thief, ada)
        await sit_down(browser, ada)
        changed = await browser.post("/account/password", data={"present": PASSWORD, "password": NEW})
        assert changed.headers["location"] == "/account?done=password"
        assert (await give(thief, code(secret))).headers["location"] == "/sign-in"
        assert COOKIE not in thief.cookies
