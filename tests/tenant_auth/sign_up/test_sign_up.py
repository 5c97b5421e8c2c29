"""Signing up: one answer for every address, a link that works once; person, company and owner at once or not at all."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import httpx2
import pytest
from starlette.applications import Starlette

from services.tenant_auth.members.member import Member
from services.tenant_auth.people.person import Person
from services.tenant_auth.sessions.browser import COOKIE
from services.tenant_auth.sign_up.terms import Acceptance
from services.tenant_auth.tenants.tenant import Tenant
from shared.sites import HostFile, Page, Sites, Timeline
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.person import fresh_address, person
from tests.support.factories.tenant import fresh_slug, made
from tests.support.post import letters_to, path_in_letter
from tests.support.relying_party import inputs, sit_down
from tests.support.said import said

pytestmark = pytest.mark.slow


async def link(browser: httpx2.AsyncClient, email: str) -> str:
    assert (await browser.post("/sign-up", data={"email": email})).status_code == 303
    return await path_in_letter(email)


async def filled(browser: httpx2.AsyncClient, path: str, **more: str) -> dict[str, str]:
    """A form filled in well, but for what `more` says."""
    page = await browser.get(path)
    assert page.status_code == 200
    return {
        "person": "Grace Hopper",
        "password": "compilers were a strange idea once",
        "name": f"Globex {fresh_slug('')}",
        "slug": fresh_slug("globex"),
        "country": "FR",
        "locales": "fr",
        "agreed": "yes",
        "accepted": inputs(page)["accepted"],
        **more,
    }


async def company(slug: str) -> Tenant | None:
    async with unit_of_work(HOUSE):
        return await Tenant.get_or_none(slug=slug)


async def test_a_company_opens_its_center_and_its_person_is_signed_in_as_the_owner(browser: httpx2.AsyncClient) -> None:
    email = fresh_address("grace")
    path = await link(browser, email)
    form = await filled(browser, path)
    done = await browser.post(path, data=form)
    assert done.status_code == 303
    assert done.headers["location"] == f"http://console.localhost:8000/{form['slug']}"
    assert COOKIE in browser.cookies
    tenant = await company(form["slug"])
    assert tenant
    assert tenant.state == "unproven"
    async with unit_of_work(tenant.id):
        (member,) = await Member.all()
        accepted = await Acceptance.all().order_by("document")
        grace = await Person.with_email(email)
    assert grace
    assert (member.person, member.roles) == (grace.id, ["owner"])
    assert [(each.document, each.version, each.sha256) for each in accepted] == [
        ("processing-agreement", None, None),
        ("terms", None, None),
    ]
    assert {each.name for each in await said(tenant.id)} >= {"tenant.changed", "member.joined"}
    assert "Grace Hopper" in (await browser.get("/account")).text


async def test_known_and_unknown_addresses_get_the_same_answer_and_each_a_letter(browser: httpx2.AsyncClient) -> None:
    ada, unknown = await person(), fresh_address("eve")
    answers = [await browser.post("/sign-up", data={"email": email}) for email in (ada.email, unknown)]
    assert len({(each.status_code, each.headers["location"], each.text) for each in answers}) == 1
    (known_letter,), (new_letter,) = await letters_to(ada.email), await letters_to(unknown)
    assert "/sign-up/" not in known_letter.text.body
    assert "/sign-up/" in new_letter.text.body


async def test_the_link_works_once(browser: httpx2.AsyncClient) -> None:
    path = await link(browser, fresh_address())
    form = await filled(browser, path)
    assert (await browser.post(path, data=form)).status_code == 303
    again = await browser.post(path, data=form | {"slug": fresh_slug("globex")})
    assert again.status_code == 404
    assert "This link does not work any more" in again.text


async def test_a_used_a_forged_and_a_foreign_link_look_the_same(browser: httpx2.AsyncClient) -> None:
    ada = await person()
    await browser.post("/recovery", data={"email": ada.email})
    foreign = (await path_in_letter(ada.email)).removeprefix("/recovery/")
    pages = [await browser.get(f"/sign-up/{token}") for token in (foreign, "A" * 22, "x")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("password", "short", "at least 12 characters"),
        ("password", "password1234", "easy to guess"),
        ("person", "Grace\u202eHopper", "in one line"),
        ("person", "Your parcel: https://evil.example", "in one line"),
        ("name", "Your parcel: https://evil.example", "in one line"),
        ("slug", "console", "no reserved word"),
        ("slug", "Ä", "small letters"),
        ("country", "ZZ", "ISO 3166"),
        ("country", "RU", "time zone"),
        ("locales", "tlh", "one of the given answers"),
        ("agreed", "", "Fill this in"),
        ("accepted", "terms:forged", "changed while you read"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_half_made(
    browser: httpx2.AsyncClient, field: str, value: str, words: str
) -> None:
    email = fresh_address()
    path = await link(browser, email)
    form = await filled(browser, path, **{field: value})
    page = await browser.post(path, data=form)
    assert page.status_code == 422
    assert words in page.text
    assert not await company(form["slug"])
    async with unit_of_work(HOUSE):
        assert await Person.with_email(email) is None
    assert (await browser.get(path)).status_code == 200, "the link still works"


async def test_a_taken_slug_is_refused_and_the_person_is_not_made(browser: httpx2.AsyncClient) -> None:
    taken, email = await made(), fresh_address()
    path = await link(browser, email)
    page = await browser.post(path, data=await filled(browser, path, slug=taken.slug))
    assert page.status_code == 422
    async with unit_of_work(HOUSE):
        assert await Person.with_email(email) is None


async def test_who_has_a_session_gets_another_one_by_signing_up(browser: httpx2.AsyncClient) -> None:
    """A session that somebody laid into this browser is never continued."""
    await sit_down(browser, await person())
    before = browser.cookies[COOKIE]
    path = await link(browser, fresh_address())
    assert (await browser.post(path, data=await filled(browser, path))).status_code == 303
    assert browser.cookies[COOKIE] != before


async def test_somebody_signed_in_opens_another_company(browser: httpx2.AsyncClient) -> None:
    ada = await person()
    await sit_down(browser, ada)
    assert (await browser.get("/sign-up")).headers["location"] == "/account/companies/new"
    form = await filled(browser, "/account/companies/new")
    done = await browser.post("/account/companies/new", data=form)
    assert done.headers["location"] == f"http://console.localhost:8000/{form['slug']}"
    assert form["name"] in (await browser.get("/account/companies")).text


async def test_where_sign_up_is_closed_the_page_says_so(auth_host: Starlette, browser: httpx2.AsyncClient) -> None:
    auth_host.state.settings = replace(auth_host.state.settings, signup="closed")
    email = fresh_address()
    for answer in (await browser.get("/sign-up"), await browser.post("/sign-up", data={"email": email})):
        assert answer.status_code == 403
        assert "cannot sign up here" in answer.text
    assert await letters_to(email) == []


async def test_where_anybody_may_sign_up_a_company_is_active_at_once(
    auth_host: Starlette, browser: httpx2.AsyncClient
) -> None:
    auth_host.state.settings = replace(auth_host.state.settings, signup="open")
    path = await link(browser, fresh_address())
    form = await filled(browser, path)
    await browser.post(path, data=form)
    tenant = await company(form["slug"])
    assert tenant
    assert tenant.state == "active"


@pytest.mark.parametrize("name", ["{known} {mark}", "Support"])
async def test_where_anybody_may_sign_up_nobody_takes_a_name_that_is_known_or_reserved(
    auth_host: Starlette, browser: httpx2.AsyncClient, name: str
) -> None:
    auth_host.state.settings = replace(auth_host.state.settings, signup="open")
    known, mark = "Initech", fresh_slug("").strip("-")
    await made(name=f"{known} {mark}")
    path = await link(browser, fresh_address())
    form = await filled(browser, path, name=name.format(known=known, mark=mark))
    answer = await browser.post(path, data=form)
    assert answer.status_code == 422
    assert "Another company has this name." in answer.text
    assert await company(form["slug"]) is None


async def test_where_anybody_may_sign_up_a_name_that_reads_like_another_waits_all_the_same(
    auth_host: Starlette, browser: httpx2.AsyncClient
) -> None:
    auth_host.state.settings = replace(auth_host.state.settings, signup="open")
    mark = fresh_slug("").strip("-")
    await made(name=f"Initech {mark}")
    path = await link(browser, fresh_address())
    form = await filled(browser, path, name=f"lnitech {mark} GmbH")
    await browser.post(path, data=form)
    tenant = await company(form["slug"])
    assert tenant
    assert tenant.state == "unproven"


async def test_the_operator_s_texts_are_accepted_by_version_and_hash(
    auth_host: Starlette, browser: httpx2.AsyncClient, tmp_path: Path
) -> None:
    settings = auth_host.state.settings
    operator = UUID(int=7)
    sites = Sites.of(settings)
    pages = {f"/fr/policies/terms/versions/{n}": Page(f"{n}".encode(), "text/html") for n in (1, 2)}
    lines = {"terms": Timeline(date(2020, 1, 1), ((date(2020, 1, 1), 1), (date(2021, 1, 1), 2)))}
    await sites.publish(operator, "policy_hosting", pages, revision=1, timelines=lines)
    await sites.write_host(
        "avow.localhost", HostFile(operator, "avow", "active", "avow.localhost", ("fr",), revision=1)
    )
    path = await link(browser, fresh_address())
    page = await browser.get(path)
    assert re.search(r'href="http://avow\.localhost:8000/fr/policies/terms/versions/2"', page.text)
    form = await filled(browser, path)
    await browser.post(path, data=form)
    tenant = await company(form["slug"])
    assert tenant
    async with unit_of_work(tenant.id):
        accepted = await Acceptance.get(document="terms")
    assert (accepted.version, accepted.locale) == (2, "fr")
    assert accepted.sha256 == "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35"


async def test_nobody_is_flooded_with_letters(browser: httpx2.AsyncClient) -> None:
    email = fresh_address()
    for _ in range(8):
        assert (await browser.post("/sign-up", data={"email": email})).status_code == 303
    assert len(await letters_to(email)) == 5
