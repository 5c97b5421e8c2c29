"""A passkey or an app that a thief added: the letter that tells of it removes it, and nothing else."""

import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx2
import pyotp
import pytest
from starlette.applications import Starlette

from services.tenant_auth.passkeys.passkey import Passkey
from services.tenant_auth.people.person import Person
from services.tenant_auth.proofs.proof import Proof
from services.tenant_auth.second_factor import second_factor
from services.tenant_auth.second_factor.asking import COOKIE as HALF_WAY
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from services.tenant_auth.sessions.session import digest
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.authenticator import Authenticator
from tests.support.factories.person import PASSWORD, fresh_address, person
from tests.support.post import letters_to, path_in_letter
from tests.support.relying_party import browsing, sit_down

pytestmark = pytest.mark.slow


async def added_passkey(browser: httpx2.AsyncClient, ada: Person) -> str:
    """Somebody at an open session adds a passkey; answers the path in the letter."""
    await sit_down(browser, ada)
    options = (await browser.post("/account/passkeys/challenge")).json()
    made = json.dumps(Authenticator().create(options))
    assert (await browser.post("/account/passkeys", data={"credential": made, "name": "Burglar"})).status_code < 400
    return await path_in_letter(ada.email)


async def added_app(browser: httpx2.AsyncClient, ada: Person) -> str:
    """The same with an app."""
    await sit_down(browser, ada)
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", (await browser.post("/account/app")).text)
    assert found
    now = pyotp.TOTP(found[1].replace(" ", "")).now()
    assert (await browser.post("/account/app/confirmation", data={"code": now})).status_code < 400
    return await path_in_letter(ada.email)


async def factors(ada: Person) -> tuple[list[str], bool, int]:
    """Names of the passkeys, whether there is an app, how many recovery codes."""
    async with unit_of_work(HOUSE):
        held = await Person.with_id(ada.id)
        names = [each.name for each in await Passkey.of(ada.id)]
        return names, held.totp_since is not None, await RecoveryCode.left(ada.id)


@pytest.mark.parametrize("add", [added_passkey, added_app])
async def test_the_letter_removes_what_a_thief_added_and_puts_them_out(
    auth_host: Starlette, browser: httpx2.AsyncClient, add: Callable[[httpx2.AsyncClient, Person], Awaitable[str]]
) -> None:
    ada = await person(password=PASSWORD)
    async with browsing(auth_host) as thief, browsing(auth_host) as half:
        path = await add(thief, ada)
        assert path.startswith("/account/undoing/")
        await half.post("/sign-in", data={"email": ada.email, "password": PASSWORD})
        assert HALF_WAY in half.cookies
        before = await factors(ada)
        assert "Undo what was added" in (await browser.get(path)).text
        assert await factors(ada) == before, "a mail scanner opened the link: nothing changes"
        done = await browser.post(path)
        assert 'href="/recovery"' in done.text
        assert (await thief.get("/account")).headers["location"].startswith("/sign-in")
        assert (await half.get("/sign-in/second-factor")).headers["location"] == "/sign-in"
        again = await thief.post("/sign-in", data={"email": ada.email, "password": PASSWORD})
        assert again.status_code == 422, "who knows the password would add the next one"
    assert await factors(ada) == ([], False, 0)
    told = (await letters_to(ada.email))[-1].text.body
    assert "was removed by the link" in told
    assert "/recovery" in told
    assert (await browser.post(path)).status_code == 404, "it is used up"


async def test_what_stood_before_stays_with_its_codes(browser: httpx2.AsyncClient) -> None:
    ada = await person(password=PASSWORD)
    await added_app(browser, ada)
    path = await added_passkey(browser, ada)
    assert await factors(ada) == (["Burglar"], True, 10)
    await browser.post(path)
    assert await factors(ada) == ([], True, 10)


async def test_recovery_codes_made_since_go_too(browser: httpx2.AsyncClient) -> None:
    """Else the thief would keep a list that answers for the app of the owner."""
    ada = await person(password=PASSWORD)
    await added_app(browser, ada)
    path = await added_passkey(browser, ada)
    await browser.post("/account/recovery-codes")
    await browser.post(path)
    assert await factors(ada) == ([], True, 0)


async def test_a_link_removes_the_passkey_it_names_alone(browser: httpx2.AsyncClient) -> None:
    ada, grace = await person(), await person()
    first = await added_passkey(browser, ada)
    await added_passkey(browser, ada)
    await added_passkey(browser, grace)
    await browser.post(first)
    assert (await factors(ada))[0] == ["Burglar"]
    assert (await factors(grace))[0] == ["Burglar"]


async def test_an_app_set_up_later_is_another_one(browser: httpx2.AsyncClient) -> None:
    ada = await person(password=PASSWORD)
    path = await added_app(browser, ada)
    await browser.post("/account/app/removal")
    async with unit_of_work(HOUSE):
        held = await second_factor.locked(ada.id)
        secret = await second_factor.begin(held)
        held.totp_step = 0
        await second_factor.confirm(held, pyotp.TOTP(secret).now())
    for answer in (await browser.get(path), await browser.post(path)):
        assert answer.status_code == 404
    assert (await factors(ada))[1]


async def test_a_mailbox_that_the_account_has_left_removes_nothing_until_it_is_back(
    browser: httpx2.AsyncClient,
) -> None:
    ada = await person()
    path = await added_passkey(browser, ada)
    async with unit_of_work(HOUSE):
        await Person.filter(id=ada.id).update(email=fresh_address("new"))
    for answer in (await browser.get(path), await browser.post(path)):
        assert answer.status_code == 404
    assert (await factors(ada))[0] == ["Burglar"]
    async with unit_of_work(HOUSE):
        await Person.filter(id=ada.id).update(email=ada.email)
    assert (await browser.post(path)).status_code == 200
    assert (await factors(ada))[0] == []


async def test_after_seven_days_it_is_too_late(browser: httpx2.AsyncClient) -> None:
    ada = await person()
    path = await added_passkey(browser, ada)
    name = digest(path.rpartition("/")[2])
    async with unit_of_work(HOUSE):
        left = (await Proof.get(digest=name)).expires_at - datetime.now(UTC)
        assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
        await Proof.filter(digest=name).update(expires_at=datetime.now(UTC))
    assert (await browser.post(path)).status_code == 404
    assert (await factors(ada))[0] == ["Burglar"]
