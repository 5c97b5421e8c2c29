"""Another address: the new one confirms, the old one takes back; nobody takes an account over with it."""

from datetime import UTC, datetime, timedelta

import httpx2
import pyotp
import pytest
from starlette.applications import Starlette

from services.tenant_auth.passkeys.passkey import Passkey
from services.tenant_auth.people.person import Person
from services.tenant_auth.proofs.proof import Proof
from services.tenant_auth.second_factor import second_factor
from services.tenant_auth.sessions.session import digest
from shared.ids import new_id, new_token
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.person import PASSWORD, fresh_address, person
from tests.support.post import letters_to, path_in_letter
from tests.support.relying_party import browsing, sit_down

pytestmark = pytest.mark.slow


async def asked(browser: httpx2.AsyncClient, ada: Person, email: str) -> str:
    await sit_down(browser, ada)
    answer = await browser.post("/account/email", data={"email": email})
    assert "A letter is on its way" in answer.text
    return await path_in_letter(email)


async def changed(browser: httpx2.AsyncClient, ada: Person) -> tuple[str, str]:
    """The new address, and the path that takes the account back."""
    email = fresh_address("new")
    path = await asked(browser, ada, email)
    assert (await browser.post(path)).headers["location"] == "/account?done=email"
    return email, await path_in_letter(ada.email)


async def now(ada: Person) -> Person:
    async with unit_of_work(HOUSE):
        return await Person.with_id(ada.id)


async def test_the_address_changes_once_the_new_one_has_confirmed(browser: httpx2.AsyncClient) -> None:
    ada, email = await person(), fresh_address("new")
    path = await asked(browser, ada, email)
    assert (await browser.get(path)).status_code == 200
    assert (await now(ada)).email == ada.email, "a mail scanner opened the link: nothing changes"
    await browser.post(path)
    assert (await now(ada)).email == email
    assert (await browser.post(path)).status_code == 404
    assert "now uses another address" in (await letters_to(ada.email))[-1].text.body


async def test_it_wants_a_fresh_sign_in(browser: httpx2.AsyncClient) -> None:
    await sit_down(browser, await person(), ago=timedelta(minutes=11))
    email = fresh_address()
    for answer in (await browser.get("/account/email"), await browser.post("/account/email", data={"email": email})):
        assert answer.headers["location"].startswith("/sign-in")
    assert await letters_to(email) == []


async def test_nobody_is_told_whether_an_address_belongs_to_somebody(browser: httpx2.AsyncClient) -> None:
    ada, grace = await person(), await person()
    await sit_down(browser, ada)
    pages = [await browser.post("/account/email", data={"email": e}) for e in (grace.email, fresh_address())]
    assert len({(page.status_code, page.text) for page in pages}) == 1
    (told,) = await letters_to(grace.email)
    assert "nothing was changed" in told.text.body
    assert "/account/email/" not in told.text.body


async def test_the_link_is_of_no_use_to_who_is_not_signed_in_as_its_person(
    auth_host: Starlette, browser: httpx2.AsyncClient
) -> None:
    """A stranger asks for the victim's address: the victim's click must not give the stranger's account that one."""
    eve, victim = await person(), fresh_address("victim")
    path = await asked(browser, eve, victim)
    async with browsing(auth_host) as innocent:
        assert (await innocent.post(path)).headers["location"].startswith("/sign-in")
        await sit_down(innocent, await person())
        assert (await innocent.post(path)).status_code == 404
    assert (await now(eve)).email == eve.email


async def test_who_was_faster_keeps_the_address(browser: httpx2.AsyncClient) -> None:
    ada, email = await person(), fresh_address("new")
    path = await asked(browser, ada, email)
    await person(email=email)
    refused = await browser.post(path)
    assert refused.status_code == 409
    assert "belongs to an account already" in refused.text
    assert (await now(ada)).email == ada.email


async def test_a_later_wish_ends_an_earlier_one(browser: httpx2.AsyncClient) -> None:
    ada = await person()
    first = await asked(browser, ada, fresh_address("first"))
    await asked(browser, ada, fresh_address("second"))
    assert (await browser.post(first)).status_code == 404


async def test_a_reset_by_the_old_address_does_not_outlive_it(browser: httpx2.AsyncClient) -> None:
    ada = await person()
    await browser.post("/recovery", data={"email": ada.email})
    reset = await path_in_letter(ada.email)
    await changed(browser, ada)
    assert (await browser.get(reset)).status_code == 404


async def test_the_old_address_takes_the_account_back_from_a_thief(
    auth_host: Starlette, browser: httpx2.AsyncClient
) -> None:
    """The thief sat at an open session: new address, new passkey, new app, new password."""
    ada = await person(password=PASSWORD)
    async with browsing(auth_host) as thief:
        stolen, back = await changed(thief, ada)
        async with unit_of_work(HOUSE):
            await _passkey(ada)
            held = await second_factor.locked(ada.id)
            await second_factor.confirm(held, pyotp.TOTP(await second_factor.begin(held)).now())
        assert "Take your account back" in (await browser.get(back)).text
        assert (await now(ada)).email == stolen, "opening the page changes nothing"
        assert (await browser.post(back)).status_code == 200
        assert (await thief.get("/account")).headers["location"].startswith("/sign-in")
    owned = await now(ada)
    assert (owned.email, owned.password, owned.totp) == (ada.email, None, None)
    async with unit_of_work(HOUSE):
        assert await Passkey.of(ada.id) == []
    assert (await browser.get(await path_in_letter(ada.email))).status_code == 200
    assert (await browser.post(back)).status_code == 404


async def test_what_a_thief_set_before_they_asked_goes_too(browser: httpx2.AsyncClient) -> None:
    """Else the passkey they added first would keep them in, and the owner of the account out."""
    ada = await person(password=PASSWORD)
    await sit_down(browser, ada)
    async with unit_of_work(HOUSE):
        await _passkey(ada)
    email = fresh_address("new")
    await browser.post("/account/email", data={"email": email})
    await browser.post(await path_in_letter(email))
    await browser.post(await path_in_letter(ada.email))
    async with unit_of_work(HOUSE):
        assert await Passkey.of(ada.id) == []
        assert not await second_factor.needed(await Person.with_id(ada.id))


async def test_taking_back_leaves_the_factors_from_before_so_that_the_mailbox_alone_opens_nothing(
    browser: httpx2.AsyncClient,
) -> None:
    ada = await person()
    async with unit_of_work(HOUSE):
        before = await _passkey(ada)
    _, back = await changed(browser, ada)
    await browser.post(back)
    async with unit_of_work(HOUSE):
        assert [each.id for each in await Passkey.of(ada.id)] == [before.id]
        assert await second_factor.needed(await Person.with_id(ada.id))


async def test_after_seven_days_it_is_too_late(browser: httpx2.AsyncClient) -> None:
    ada = await person()
    email, back = await changed(browser, ada)
    name = digest(back.rpartition("/")[2])
    async with unit_of_work(HOUSE):
        left = (await Proof.get(digest=name)).expires_at - datetime.now(UTC)
        assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
        await Proof.filter(digest=name).update(expires_at=datetime.now(UTC))
    assert (await browser.post(back)).status_code == 404
    assert (await now(ada)).email == email


async def _passkey(ada: Person) -> Passkey:
    return await Passkey.create(
        id=new_id(),
        person=ada.id,
        credential=new_token().encode(),
        public_key=b"",
        sign_count=0,
        name="Telephone",
        transports=[],
        created_at=datetime.now(UTC),
    )
