"""A new password by letter: the same answer for all, everybody signed out, and no way past the second factor."""

import httpx2
import pyotp
import pytest
from starlette.applications import Starlette

from services.tenant_auth.people.password import is_right
from services.tenant_auth.people.person import Person
from services.tenant_auth.second_factor import second_factor
from services.tenant_auth.sessions.browser import COOKIE
from services.tenant_auth.sessions.session import Session
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.person import PASSWORD, fresh_address, person
from tests.support.post import letters_to, path_in_letter
from tests.support.relying_party import browsing, sit_down

pytestmark = pytest.mark.slow
NEW = "analytical engine with many wheels"


async def link(browser: httpx2.AsyncClient, ada: Person) -> str:
    assert (await browser.post("/recovery", data={"email": ada.email})).status_code == 303
    return await path_in_letter(ada.email)


async def test_a_link_sets_a_new_password_once(browser: httpx2.AsyncClient) -> None:
    ada = await person(password=PASSWORD)
    path = await link(browser, ada)
    assert (await browser.get(path)).status_code == 200
    assert (await browser.post(path, data={"password": NEW})).status_code == 303
    assert COOKIE not in browser.cookies, "it signs nobody in"
    again = await browser.post(path, data={"password": "somebody else's long password"})
    assert again.status_code == 404
    async with unit_of_work(HOUSE):
        kept = (await Person.with_id(ada.id)).password
    assert await is_right(kept, NEW)
    assert "signed out" in (await letters_to(ada.email))[-1].text.body


async def test_known_and_unknown_addresses_get_the_same_answer(browser: httpx2.AsyncClient) -> None:
    ada, unknown = await person(), fresh_address("eve")
    answers = [await browser.post("/recovery", data={"email": email}) for email in (ada.email, unknown)]
    assert len({(each.status_code, each.headers["location"], each.text) for each in answers}) == 1
    assert "There is none" in (await letters_to(unknown))[0].text.body


async def test_no_stranger_keeps_the_letter_away_by_asking_for_others(browser: httpx2.AsyncClient) -> None:
    ada = await person()
    for _ in range(6):
        await browser.post("/sign-up", data={"email": ada.email})
    assert (await link(browser, ada)).startswith("/recovery/")


async def test_every_session_ends_and_every_other_link(auth_host: Starlette, browser: httpx2.AsyncClient) -> None:
    ada = await person(password=PASSWORD)
    first, second = await link(browser, ada), await link(browser, ada)
    async with browsing(auth_host) as thief:
        await sit_down(thief, ada)
        await browser.post(second, data={"password": NEW})
        assert (await thief.get("/account")).headers["location"].startswith("/sign-in")
    assert (await browser.get(first)).status_code == 404
    async with unit_of_work(HOUSE):
        assert not any(session.is_open() for session in await Session.filter(person=ada.id))


async def test_it_does_not_lead_past_the_second_factor(browser: httpx2.AsyncClient) -> None:
    """Whoever reads the mail alone must not get in."""
    ada = await person(password=PASSWORD)
    async with unit_of_work(HOUSE):
        held = await second_factor.locked(ada.id)
        secret = await second_factor.begin(held)
        await second_factor.confirm(held, pyotp.TOTP(secret).now())
    await browser.post(await link(browser, ada), data={"password": NEW})
    answer = await browser.post("/sign-in", data={"email": ada.email, "password": NEW})
    assert answer.headers["location"] == "/sign-in/second-factor"
    assert (await browser.get("/account")).status_code == 303


async def test_a_sign_in_that_waits_for_its_code_is_over_too(browser: httpx2.AsyncClient) -> None:
    ada = await person(password=PASSWORD)
    async with unit_of_work(HOUSE):
        held = await second_factor.locked(ada.id)
        await second_factor.confirm(held, pyotp.TOTP(await second_factor.begin(held)).now())
    await browser.post("/sign-in", data={"email": ada.email, "password": PASSWORD})
    assert (await browser.get("/sign-in/second-factor")).status_code == 200
    await browser.post(await link(browser, ada), data={"password": NEW})
    assert (await browser.get("/sign-in/second-factor")).headers["location"] == "/sign-in"


@pytest.mark.parametrize("password", ["short", "password123456", "x" * 129])
async def test_a_bad_password_is_refused_and_the_link_still_works(browser: httpx2.AsyncClient, password: str) -> None:
    path = await link(browser, await person())
    assert (await browser.post(path, data={"password": password})).status_code == 422
    assert (await browser.post(path, data={"password": NEW})).status_code == 303
