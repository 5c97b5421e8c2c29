"""The first pages: one's companies, what needs doing, search; each person sees their own."""

import pytest

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from shared.ids import new_id
from tests.support.staff import Staff, company_of, staff_at


@pytest.fixture
async def owner(staff: Staff) -> Staff:
    return staff


async def test_a_person_sees_their_companies_and_no_others(owner: Staff) -> None:
    other = await company_of("Globex", owner)
    await company_of("Initech", owner, strangers=True)
    async with staff_at(owner) as client:
        page = (await client.get("/", headers=owner.nowhere())).text
    assert f'href="/{owner.slug}"' in page
    assert f'href="/{other.slug}"' in page
    assert "Initech" not in page


async def test_who_belongs_nowhere_learns_how_to_be_invited(owner: Staff) -> None:
    async with staff_at(owner) as client:
        page = (await client.get("/", headers=owner.nowhere(sub="01a20180-98b6-79e1-90ac-adc0c7db55b3"))).text
    assert "You belong to no company here yet" in page
    assert "/sign-up" in page


async def test_the_start_page_has_a_place_for_each_service(owner: Staff) -> None:
    async with staff_at(owner) as client:
        page = await client.get(f"/{owner.slug}", headers=owner.here())
    assert page.status_code == 200
    assert page.text.count("<avow-fragment ") == 2


async def test_a_new_company_is_told_what_to_do_first(owner: Staff) -> None:
    async with staff_at(owner) as client:
        told = (await client.get(f"/{owner.slug}/start/tenant_auth", headers=owner.here())).text
    for words in ("Invite a second member", "Say how people reach you", "Add a passkey"):
        assert words in told
    assert "Confirm that" not in told


async def test_who_may_not_do_a_thing_is_not_told_to(owner: Staff) -> None:
    async with staff_at(owner) as client:
        told = (await client.get(f"/{owner.slug}/start/tenant_auth", headers=owner.here(Role.AGENT))).text
    assert "Invite a second member" not in told
    assert "Say how people reach you" not in told


async def test_an_unproven_company_is_asked_to_confirm_itself(owner: Staff) -> None:
    fresh = await company_of("Umbrella", owner, state="unproven")
    async with staff_at(fresh) as client:
        told = (await client.get(f"/{fresh.slug}/start/tenant_auth", headers=fresh.here())).text
    assert "Confirm that Umbrella" in told
    assert f"/{fresh.slug}/settings/proof" in told


async def test_a_second_member_changes_what_is_to_do(owner: Staff) -> None:
    await owner.colleague("Grace Hopper", Role.AGENT)
    async with staff_at(owner) as client:
        told = (await client.get(f"/{owner.slug}/start/tenant_auth", headers=owner.here())).text
    assert "Invite a second member" not in told


async def test_search_finds_people_and_pages_by_all_the_words(owner: Staff) -> None:
    grace = await owner.colleague("Grace Hopper", Role.AGENT)
    async with staff_at(owner) as client:
        assert isinstance(grace, Member)
        people = (await client.get(f"/{owner.slug}/search/tenant_auth?q=hopper+grace", headers=owner.here())).text
        pages = (await client.get(f"/{owner.slug}/search/tenant_auth?q=audit", headers=owner.here())).text
        nobody = (await client.get(f"/{owner.slug}/search/tenant_auth?q=hopper+ada", headers=owner.here())).text
        hidden = (await client.get(f"/{owner.slug}/search/tenant_auth?q=audit", headers=owner.here(Role.AGENT))).text
    assert f"/members/{grace.id}" in people
    assert f"/{owner.slug}/audit" in pages
    assert "<li>" not in nobody
    assert "/audit" not in hidden


async def test_what_was_asked_for_is_text_on_the_page(owner: Staff) -> None:
    asked = '"><script>alert(1)</script>'
    async with staff_at(owner) as client:
        page = (await client.get(f"/{owner.slug}/search", params={"q": asked}, headers=owner.here())).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


async def test_a_refusal_on_the_console_wears_its_dress_and_says_why(staff: Staff) -> None:
    async with staff_at(staff) as client:
        missing = await client.get(f"/{staff.slug}/members/{new_id()}", headers=staff.here())
        denied = await client.get(f"/{staff.slug}/members/{new_id()}/removal", headers=staff.here(Role.AGENT))
    assert (missing.status_code, denied.status_code) == (404, 403)
    for answer in (missing, denied):
        assert 'href="/static/console.' in answer.text
        assert "<script" not in answer.text
    assert "There is no such member." in missing.text
    assert denied.text.count("You may not open this page") == 1
