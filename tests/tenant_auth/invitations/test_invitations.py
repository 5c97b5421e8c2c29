"""Invitations: for one address, for a while, with no more than the inviter's own roles; forwarded ones open nothing."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import httpx2
import pytest

from services.tenant_auth.invitations import inviting
from services.tenant_auth.invitations.invitation import KEPT, Invitation, masked
from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from services.tenant_auth.people.person import Person
from services.tenant_auth.sessions.browser import COOKIE
from services.tenant_auth.tenants.tenant import Tenant
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.asking import asking, from_edge
from tests.support.factories.person import fresh_address, person
from tests.support.post import letters_to, path_in_letter
from tests.support.relying_party import sit_down
from tests.support.signed_in import bearer
from tests.support.staff import Staff, company_of

pytestmark = pytest.mark.slow
NEW = {"name": "Grace Hopper", "password": "compilers were a strange idea once"}


@pytest.fixture
async def console(staff: Staff) -> AsyncIterator[httpx2.AsyncClient]:
    async with asking(staff.app) as client:
        yield client


async def invite(
    console: httpx2.AsyncClient, staff: Staff, email: str, *roles: Role, by: tuple[Role, ...] = (), **more: str
) -> httpx2.Response:
    form = {"email": email, "roles": list(roles or (Role.AGENT,)), **more}
    return await console.post(f"/{staff.slug}/invitations", data=form, headers=staff.here(*by))


async def letter(console: httpx2.AsyncClient, staff: Staff, email: str, *roles: Role) -> str:
    done = await invite(console, staff, email, *roles)
    assert done.headers["location"] == f"/{staff.slug}/invitations?done=invited"
    return await path_in_letter(email, staff.tenant)


async def member_of(staff: Staff, email: str) -> Member | None:
    async with unit_of_work(staff.tenant):
        found = await Person.with_email(email)
        return await Member.of(found.id) if found else None


async def only(staff: Staff) -> Invitation:
    async with unit_of_work(staff.tenant):
        return await Invitation.all().get()


async def test_somebody_new_gets_an_account_and_the_roles(
    console: httpx2.AsyncClient, staff: Staff, browser: httpx2.AsyncClient
) -> None:
    email = fresh_address("grace")
    path = await letter(console, staff, email, Role.AGENT, Role.EDITOR)
    page = await browser.get(path)
    assert "Acme" in page.text
    assert masked(email) in page.text
    done = await browser.post(path, data=NEW)
    assert done.headers["location"] == f"http://console.localhost:8000/{staff.slug}"
    assert COOKIE in browser.cookies
    member = await member_of(staff, email)
    assert member
    assert member.roles == ["agent", "editor"]
    assert (await browser.get(path)).status_code == 404, "it works once"


async def test_somebody_with_an_account_signs_in_first(
    console: httpx2.AsyncClient, staff: Staff, browser: httpx2.AsyncClient
) -> None:
    grace = await person(name="Grace Hopper")
    path = await letter(console, staff, grace.email)
    assert "Sign in with it to accept" in (await browser.get(path)).text
    assert (await browser.post(path, data=NEW)).headers["location"].startswith("/sign-in?then=%2Finvitations")
    assert await member_of(staff, grace.email) is None
    await sit_down(browser, grace)
    assert (await browser.post(path)).status_code == 303
    assert await member_of(staff, grace.email)


async def test_a_forwarded_invitation_is_refused_without_telling_the_address(
    console: httpx2.AsyncClient, staff: Staff, browser: httpx2.AsyncClient
) -> None:
    grace, eve = await person(), await person()
    path = await letter(console, staff, grace.email)
    await sit_down(browser, eve)
    for answer in (await browser.get(path), await browser.post(path, data=NEW)):
        assert answer.status_code == 403
        assert "This invitation is for" in answer.text
        assert grace.email not in answer.text
    assert await member_of(staff, eve.email) is None


@pytest.mark.parametrize("end", ["expired", "revoked", "inviter gone", "sent again", "suspended"])
async def test_an_invitation_that_is_over_opens_nothing(
    console: httpx2.AsyncClient, staff: Staff, browser: httpx2.AsyncClient, end: str
) -> None:
    email = fresh_address()
    path = await letter(console, staff, email)
    invitation = await only(staff)
    here = f"/{staff.slug}/invitations/{invitation.id}"
    if end == "revoked":
        assert (await console.post(f"{here}/revocation", headers=staff.here())).status_code == 303
    elif end == "sent again":
        await _age(staff, timedelta(minutes=3))
        path = await _again(console, staff, email, here)
    elif end == "suspended":
        await (await Tenant.named(staff.slug)).suspend()
    elif end == "expired":
        await _age(staff, timedelta(days=7))
    else:
        async with unit_of_work(staff.tenant):
            await Member.filter(id=staff.member.id).update(left_at=datetime.now(UTC))
    for answer in (await browser.get(path), await browser.post(path, data=NEW)):
        assert answer.status_code == 404
    assert await member_of(staff, email) is None
    async with unit_of_work(HOUSE):
        assert await Person.with_email(email) is None


async def _age(staff: Staff, by: timedelta) -> None:
    async with unit_of_work(staff.tenant):
        held = await Invitation.all().get()
        held.expires_at -= by
        await held.save()


async def _again(console: httpx2.AsyncClient, staff: Staff, email: str, here: str) -> str:
    """The path from before a second letter was sent."""
    first = await path_in_letter(email, staff.tenant)
    assert (await console.post(f"{here}/letter", headers=staff.here())).status_code == 303
    assert await path_in_letter(email, staff.tenant) != first
    return first


async def test_a_second_letter_leads_in(console: httpx2.AsyncClient, staff: Staff, browser: httpx2.AsyncClient) -> None:
    email = fresh_address()
    await letter(console, staff, email)
    here = f"/{staff.slug}/invitations/{(await only(staff)).id}"
    assert (await console.post(f"{here}/letter", headers=staff.here())).status_code == 409, "not at once"
    await _age(staff, timedelta(minutes=3))
    await _again(console, staff, email, here)
    assert (await browser.post(await path_in_letter(email, staff.tenant), data=NEW)).status_code == 303


async def test_nobody_gives_more_than_they_have(console: httpx2.AsyncClient, staff: Staff) -> None:
    """A token with the right to invite and little else: made by hand, no role is like that."""
    email = fresh_address()
    may = bearer(staff.settings, staff.tenant, "tenant_auth:member:invite", slug=staff.slug)
    few = from_edge(None) | may
    form = {"email": email, "roles": ["owner"]}
    refused = await console.post(f"/{staff.slug}/invitations", data=form, headers=few)
    assert refused.status_code == 422
    assert "no more than your own" in refused.text
    assert await letters_to(email, staff.tenant) == []


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"email": "nobody"}, "Write an e-mail address"),
        ({"roles": []}, "at least one role"),
        ({"roles": ["emperor"]}, "one of the given answers"),
        ({"ends_on": "2020-01-01"}, "This day is over"),
        ({"ends_on": "soon"}, "year-month-day"),
    ],
)
async def test_a_wrong_form_says_why_and_keeps_what_was_typed(
    console: httpx2.AsyncClient, staff: Staff, form: dict[str, object], words: str
) -> None:
    given = {"email": "grace@globex.example", "roles": ["agent"], **form}
    page = await console.post(f"/{staff.slug}/invitations", data=given, headers=staff.here())
    assert page.status_code == 422
    assert words in page.text
    assert str(given["email"]) in page.text


async def test_outside_counsel_comes_with_a_last_day(
    console: httpx2.AsyncClient, staff: Staff, browser: httpx2.AsyncClient
) -> None:
    email = fresh_address()
    await invite(console, staff, email, Role.AUDITOR, ends_on="2031-05-01")
    await browser.post(await path_in_letter(email, staff.tenant), data=NEW)
    member = await member_of(staff, email)
    assert member
    assert member.ends_on == date(2031, 5, 1)


async def test_a_member_is_not_invited_twice_and_a_new_letter_ends_the_old(
    console: httpx2.AsyncClient, staff: Staff, browser: httpx2.AsyncClient
) -> None:
    email = fresh_address()
    first = await letter(console, staff, email)
    second = await letter(console, staff, email)
    assert (await browser.post(first, data=NEW)).status_code == 404
    assert (await browser.post(second, data=NEW)).status_code == 303
    again = await invite(console, staff, email)
    assert again.status_code == 422
    assert "a member already" in again.text


async def test_what_is_long_over_is_swept_out(console: httpx2.AsyncClient, staff: Staff) -> None:
    await letter(console, staff, fresh_address())
    long_ago = datetime.now(UTC) - KEPT
    async with unit_of_work(staff.tenant):
        await Invitation.all().update(expires_at=long_ago)
    await letter(console, staff, fresh_address())
    assert (await only(staff)).expires_at > long_ago


async def test_the_address_lies_sealed_and_the_list_shows_it(console: httpx2.AsyncClient, staff: Staff) -> None:
    email = fresh_address("grace")
    await letter(console, staff, email)
    invitation = await only(staff)
    assert email.encode() not in invitation.email
    assert email not in invitation.blind
    page = await console.get(f"/{staff.slug}/invitations", headers=staff.here())
    assert email in page.text


async def test_a_company_nobody_knows_cannot_write_to_everybody(console: httpx2.AsyncClient, staff: Staff) -> None:
    unknown = await company_of("Eve", staff, "unproven")
    answers = [await invite(console, unknown, fresh_address()) for _ in range(inviting.LETTERS_OF_UNPROVEN.hits + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {303}
    assert answers[-1].status_code == 422
    assert "Too many requests" in answers[-1].text
    async with unit_of_work(unknown.tenant):
        assert len(await Invitation.open_ones()) == inviting.LETTERS_OF_UNPROVEN.hits, "the last one was not kept"


async def test_who_may_not_invite_sees_nothing(console: httpx2.AsyncClient, staff: Staff) -> None:
    refused = await console.get(f"/{staff.slug}/invitations", headers=staff.here(Role.AGENT))
    assert refused.status_code == 403


def test_a_masked_address_tells_little() -> None:
    assert masked("grace.hopper@globex.example") == "g•••@g•••.example"
