"""One's own account: name and language, password, sessions; each dangerous act wants a proof that is fresh."""

from datetime import timedelta

import httpx2
import pytest
from starlette.applications import Starlette

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from services.tenant_auth.people.password import is_right
from services.tenant_auth.people.person import Person
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.person import PASSWORD, person
from tests.support.factories.tenant import made
from tests.support.post import letters_to
from tests.support.relying_party import browsing, sit_down

pytestmark = pytest.mark.slow
NEW = "analytical engine with many wheels"
LATE = timedelta(minutes=11)
PAGES = ("", "/password", "/sessions", "/companies", "/companies/new", "/email", "/passkeys", "/app", "/recovery-codes")


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_for_who_is_signed_in_alone(browser: httpx2.AsyncClient, path: str) -> None:
    away = await browser.get(f"/account{path}")
    assert (away.status_code, away.headers["location"].partition("?")[0]) == (303, "/sign-in")
    await sit_down(browser, await person())
    page = await browser.get(f"/account{path}")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


async def test_name_and_language_are_the_person_s_to_choose(browser: httpx2.AsyncClient) -> None:
    ada = await person()
    await sit_down(browser, ada)
    await browser.post("/account", data={"name": "Ada King", "locale": "fr"})
    async with unit_of_work(HOUSE):
        now = await Person.with_id(ada.id)
    assert (now.name, now.locale) == ("Ada King", "fr")
    assert '<html lang="fr"' in (await browser.get("/account")).text
    wrong = await browser.post("/account", data={"name": "Ada\u2028King", "locale": "tlh"})
    assert wrong.status_code == 422


async def test_a_new_password_wants_the_present_one_however_fresh_the_sign_in_is(
    auth_host: Starlette, browser: httpx2.AsyncClient
) -> None:
    ada = await person(password=PASSWORD)
    await sit_down(browser, ada)
    assert "Present password" in (await browser.get("/account/password")).text
    for present in ("", "not it at all"):
        refused = await browser.post("/account/password", data={"present": present, "password": NEW})
        assert refused.status_code == 422
    async with browsing(auth_host) as elsewhere:
        await sit_down(elsewhere, ada)
        done = await browser.post("/account/password", data={"present": PASSWORD, "password": NEW})
        assert done.headers["location"] == "/account?done=password"
        assert (await elsewhere.get("/account")).status_code == 303, "signed out everywhere else"
    assert (await browser.get("/account")).status_code == 200
    async with unit_of_work(HOUSE):
        assert await is_right((await Person.with_id(ada.id)).password, NEW)
    assert "password of your account was changed" in (await letters_to(ada.email))[-1].text.body


async def test_a_first_password_wants_a_fresh_sign_in(browser: httpx2.AsyncClient) -> None:
    ada = await person()
    await sit_down(browser, ada, ago=LATE)
    for asked in (browser.get("/account/password"), browser.post("/account/password", data={"password": NEW})):
        assert (await asked).headers["location"] == "/sign-in?then=%2Faccount%2Fpassword"
    await sit_down(browser, ada)
    done = await browser.post("/account/password", data={"password": NEW})
    assert done.headers["location"] == "/account?done=password"


async def test_a_password_is_not_made_of_the_company_s_name(browser: httpx2.AsyncClient) -> None:
    ada, tenant = await person(), await made()
    async with unit_of_work(tenant.id):
        await Member.join(ada.id, [Role.OWNER])
    await sit_down(browser, ada)
    refused = await browser.post("/account/password", data={"password": f"{tenant.slug} 2026"})
    assert "easy to guess" in refused.text


async def test_the_present_password_cannot_be_guessed_at_an_open_session(browser: httpx2.AsyncClient) -> None:
    await sit_down(browser, await person(password=PASSWORD))
    tries = [await browser.post("/account/password", data={"present": f"{n}", "password": NEW}) for n in range(7)]
    assert tries[-1].status_code == 429


async def test_sessions_are_listed_with_their_device_and_end_one_by_one(
    auth_host: Starlette, browser: httpx2.AsyncClient
) -> None:
    ada = await person()
    await sit_down(browser, ada)
    async with browsing(auth_host) as elsewhere:
        other = await sit_down(elsewhere, ada)
        page = await browser.get("/account/sessions")
        assert page.text.count("Firefox, Linux") == 2
        assert (await browser.post(f"/account/sessions/{other.id}/end")).status_code == 303
        assert (await elsewhere.get("/account")).status_code == 303
    assert (await browser.get("/account/sessions")).text.count("Firefox, Linux") == 1


async def test_all_others_end_at_once_and_one_s_own_leads_out(
    auth_host: Starlette, browser: httpx2.AsyncClient
) -> None:
    ada = await person()
    mine = await sit_down(browser, ada)
    async with browsing(auth_host) as elsewhere:
        await sit_down(elsewhere, ada)
        await browser.post("/account/sessions/end")
        assert (await elsewhere.get("/account")).status_code == 303
    assert (await browser.post(f"/account/sessions/{mine.id}/end")).headers["location"] == "/sign-in"
    assert (await browser.get("/account")).status_code == 303


async def test_somebody_else_s_session_is_missing(auth_host: Starlette, browser: httpx2.AsyncClient) -> None:
    async with browsing(auth_host) as grace:
        hers = await sit_down(grace, await person())
        await sit_down(browser, await person())
        assert (await browser.post(f"/account/sessions/{hers.id}/end")).status_code == 404
        assert (await grace.get("/account")).status_code == 200


@pytest.mark.parametrize("page", ["passkeys", "app", "recovery-codes"])
async def test_after_another_way_to_sign_in_all_other_sessions_can_be_ended(
    browser: httpx2.AsyncClient, page: str
) -> None:
    await sit_down(browser, await person())
    assert "/account/sessions/end" not in (await browser.get(f"/account/{page}")).text
    assert 'action="/account/sessions/end"' in (await browser.get(f"/account/{page}?done=added")).text


@pytest.mark.parametrize(
    "path",
    [
        "passkeys",
        "app",
        "app/confirmation",
        "app/removal",
        "recovery-codes",
        "email",
        "passkeys/challenge",
        "sessions/end",
    ],
)
async def test_a_dangerous_act_with_an_old_sign_in_asks_for_a_new_one(browser: httpx2.AsyncClient, path: str) -> None:
    await sit_down(browser, await person(), ago=LATE)
    answer = await browser.post(f"/account/{path}", data={"code": "123456", "email": "x@acme.example"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?then=%2Faccount")
