"""Removing a member: their console is closed to them, and the secrets they know are named to who stays."""

from uuid import UUID

import pytest

from services.tenant_auth.api_clients import api_client
from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role, permissions_of
from services.tenant_auth.provider.client import Client
from shared.access.session import Caller
from shared.ids import new_id
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.staff import Staff, company_of, staff_at

pytestmark = pytest.mark.slow
READ = "policy_hosting:version:read"


async def client_of(member: Member, name: str) -> tuple[Client, Caller]:
    held = permissions_of(member.roles)
    by = Caller(kind="person", actor=member.person, tenant=member.tenant_id, permissions=held, session=new_id())
    async with unit_of_work(member.tenant_id):
        client, _ = await api_client.create(name, [READ], by=by)
    return client, by


async def test_the_api_clients_that_they_made_are_named_before_and_after(staff: Staff) -> None:
    grace = await staff.colleague("Grace Hopper", Role.DEVELOPER)
    robot, by = await client_of(grace, "Robot <b>")
    ended, _ = await client_of(grace, "Old robot")
    await client_of(staff.member, "Mine")
    globex = await company_of("Globex", staff)
    async with unit_of_work(globex.tenant):
        there = await Member.join(grace.person, [Role.DEVELOPER])
    await client_of(there, "Elsewhere")
    async with unit_of_work(staff.tenant):
        await api_client.revoke(UUID(ended.id), by=by)
    here = f"/{staff.slug}/members/{grace.id}/removal"
    async with staff_at(staff) as browser:
        before = (await browser.get(here, headers=staff.here())).text
        done = await browser.post(here, headers=staff.here())
        assert done.status_code == 303
        after = (await browser.get(done.headers["location"], headers=staff.here())).text
        plain = (await browser.get(f"/{staff.slug}/members", headers=staff.here())).text
        reader = (await browser.get(done.headers["location"], headers=staff.here(Role.EDITOR))).text
    for page in (before, after):
        assert "make a new one or revoke it" in page
        assert f'href="/{staff.slug}/api-clients/{robot.id}">Robot &lt;b&gt;</a>' in page
        assert not any(name in page for name in ("Old robot", "Mine", "Elsewhere"))
    assert "The membership is over." in after
    for page in (plain, reader):  # another day, and who may not see API clients
        assert "Robot" not in page


async def test_where_they_made_none_nothing_is_said(staff: Staff) -> None:
    grace = await staff.colleague("Grace Hopper", Role.EDITOR)
    async with staff_at(staff) as browser:
        page = await browser.get(f"/{staff.slug}/members/{grace.id}/removal", headers=staff.here())
        for wrong in ("nonsense", str(grace.id), str(new_id())):
            index = await browser.get(f"/{staff.slug}/members?done=removed&removed={wrong}", headers=staff.here())
            assert index.status_code == 200
    assert page.status_code == 200
    assert "make a new one or revoke it" not in page.text
