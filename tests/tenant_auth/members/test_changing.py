"""Changing and ending memberships: nobody rises above themselves, and an owner always stays."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.tenant_auth.members import changing
from services.tenant_auth.members.changing import LastOwner
from services.tenant_auth.members.member import Member, Membership
from services.tenant_auth.members.roles import PERMISSIONS, Role, permissions_of
from services.tenant_auth.members.words import FOR_WHOM, ROLES
from services.tenant_auth.members.words import PERMISSIONS as WORDS
from services.tenant_auth.people.person import Person
from services.tenant_auth.permissions import Permission
from services.tenant_auth.tenants.tenant import Tenant
from shared.access.session import Caller
from shared.errors import Denied, Invalid, Missing
from shared.ids import new_id
from shared.tenancy.unit_of_work import execute, relay_work, system_work, unit_of_work
from tests.support.said import said

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def company() -> UUID:
    given = {"name": f"Acme {new_id()}", "country": "FR", "locales": ["fr"]}
    return await Tenant.create_tenant(f"acme-{new_id().hex[-12:]}", given, None, domain="localhost")


async def joined(company: UUID, *roles: Role, ends_on: date | None = None) -> Member:
    async with unit_of_work(company):
        person = await Person.join(f"{new_id()}@acme.example", name="Grace Hopper", locale="en")
        return await Member.join(person.id, roles, ends_on=ends_on)


def caller(member: Member, roles: Iterable[Role] | None = None) -> Caller:
    held = permissions_of(member.roles if roles is None else roles)
    return Caller(kind="person", actor=member.person, tenant=member.tenant_id, permissions=held, session=new_id())


async def changed(member: Member, *roles: Role, by: Caller, ends_on: date | None = None) -> Member:
    async with unit_of_work(member.tenant_id):
        return await changing.change(member.id, roles, ends_on, by=by)


async def test_roles_and_last_day_are_changed_and_said_without_their_values(company: UUID) -> None:
    owner, grace = await joined(company, Role.OWNER), await joined(company, Role.AGENT)
    await changed(grace, Role.EDITOR, Role.DPO, by=caller(owner), ends_on=date(2099, 1, 31))
    async with unit_of_work(company):
        assert (await Member.get(id=grace.id)).roles == ["dpo", "editor"]
    (event,) = await said(company, "member.changed")
    assert (event.data["member"], event.data["person"]) == (str(grace.id), str(grace.person))
    async with relay_work():
        rows = await execute("SELECT body FROM outbox WHERE tenant_id = $1 AND subject LIKE '%act.recorded'", company)
    (act,) = [json.loads(row["body"])["data"] for row in rows]
    assert (act["act"], act["fields"]) == ("tenant_auth:member:manage", ["roles", "ends_on"])
    assert act["actor"] == str(owner.person)
    assert "dpo" not in rows[0]["body"]


async def test_who_may_not_take_a_role_sets_no_last_day_for_it_either(company: UUID) -> None:
    await joined(company, Role.OWNER)
    other, manager = await joined(company, Role.OWNER), await joined(company, Role.AGENT)
    by = replace(caller(manager), permissions=frozenset({Permission.MANAGE_MEMBERS}))
    with pytest.raises(Denied):
        await changed(other, Role.OWNER, by=by, ends_on=date(2099, 1, 31))


async def test_who_comes_back_is_another_member_so_that_nobody_counts_them_as_gone(company: UUID) -> None:
    owner, grace = await joined(company, Role.OWNER), await joined(company, Role.EDITOR)
    async with unit_of_work(company):
        await changing.remove(grace.id, by=caller(owner))
    async with unit_of_work(company):
        back = await Member.join(grace.person, [Role.AGENT])
        assert await Member.filter(person=grace.person).count() == 1
    assert (back.roles, back.left_at) == (["agent"], None)
    assert back.id != grace.id
    (left,) = await said(company, "member.left")
    last = (await said(company, "member.joined"))[-1]
    assert (left.data["member"], last.data["member"]) == (str(grace.id), str(back.id))


async def test_changing_nothing_says_nothing(company: UUID) -> None:
    owner = await joined(company, Role.OWNER)
    await changed(owner, Role.OWNER, by=caller(owner))
    assert await said(company, "member.changed") == []


async def test_nobody_gives_or_takes_a_role_that_allows_more_than_their_own(company: UUID) -> None:
    owner, grace = await joined(company, Role.OWNER), await joined(company, Role.AGENT)
    weak = Caller(kind="person", actor=grace.person, permissions=permissions_of([Role.DPO]))
    for member, roles in ((grace, [Role.OWNER]), (owner, [Role.DPO]), (grace, [Role.AGENT, Role.DEVELOPER])):
        with pytest.raises(Denied):
            await changed(member, *roles, by=weak)
    with pytest.raises(Denied):
        async with unit_of_work(company):
            await changing.remove(owner.id, by=weak)


async def test_a_member_has_a_role_and_a_last_day_that_is_not_over(company: UUID) -> None:
    owner, grace = await joined(company, Role.OWNER), await joined(company, Role.AGENT)
    with pytest.raises(Invalid):
        await changed(grace, by=caller(owner))
    with pytest.raises(Invalid):
        await changed(grace, Role.AGENT, by=caller(owner), ends_on=date(2020, 1, 1))


async def test_the_last_owner_cannot_leave_be_removed_be_stripped_or_get_a_last_day(company: UUID) -> None:
    owner = await joined(company, Role.OWNER)
    await joined(company, Role.OWNER, ends_on=date(2099, 1, 1))  # one who does not stay
    with pytest.raises(LastOwner):
        await changed(owner, Role.DPO, by=caller(owner))
    with pytest.raises(LastOwner):
        await changed(owner, Role.OWNER, by=caller(owner), ends_on=date(2099, 1, 1))
    for end in (changing.leave(caller(owner)), changing.remove(owner.id, by=caller(owner))):
        with pytest.raises(LastOwner):
            async with unit_of_work(company):
                await end
    async with unit_of_work(company):
        assert (await Member.get(id=owner.id)).roles == ["owner"]
        assert await Membership.filter(person=owner.person, tenant=company).exists()


async def test_of_two_last_owners_who_leave_at_once_one_stays(company: UUID) -> None:
    both = [await joined(company, Role.OWNER) for _ in range(2)]

    async def leave(member: Member) -> None:
        async with unit_of_work(company):
            await changing.leave(caller(member))

    ends = await asyncio.gather(*(leave(member) for member in both), return_exceptions=True)
    assert {type(end) for end in ends} == {type(None), LastOwner}
    async with unit_of_work(company):
        assert await Member.filter(left_at=None).count() == 1


async def test_of_two_owners_who_strip_each_other_at_once_one_stays(company: UUID) -> None:
    one, other = [await joined(company, Role.OWNER) for _ in range(2)]
    ends = await asyncio.gather(
        changed(one, Role.AGENT, by=caller(other)), changed(other, Role.AGENT, by=caller(one)), return_exceptions=True
    )
    assert {type(end) for end in ends} == {Member, Denied}


async def test_who_was_stripped_or_removed_gives_and_takes_nothing_by_a_token_from_before(company: UUID) -> None:
    owner, other, third = [await joined(company, Role.OWNER) for _ in range(3)]
    before = caller(other)
    await changed(other, Role.AGENT, by=caller(owner))
    with pytest.raises(Denied):
        await changed(third, Role.AGENT, by=before)
    async with unit_of_work(company):
        await changing.remove(other.id, by=caller(owner))
    with pytest.raises(Denied):
        async with unit_of_work(company):
            await changing.remove(third.id, by=before)


async def test_who_is_removed_is_a_member_no_longer_and_it_is_said(company: UUID) -> None:
    owner, grace = await joined(company, Role.OWNER), await joined(company, Role.AGENT)
    async with unit_of_work(company):
        await changing.remove(grace.id, by=caller(owner))
    (event,) = await said(company, "member.left")
    assert (event.data["person"], event.data["members"]) == (str(grace.person), 1)
    async with system_work("the test looks"):
        assert not await Membership.filter(person=grace.person).exists()
    with pytest.raises(Missing):
        async with unit_of_work(company):
            await changing.remove(grace.id, by=caller(owner))


async def test_another_tenants_member_is_not_there(company: UUID) -> None:
    grace = await joined(company, Role.AGENT)
    given = {"name": f"Globex {new_id()}", "country": "FR", "locales": ["fr"]}
    globex = await Tenant.create_tenant(f"globex-{new_id().hex[-12:]}", given, None, domain="localhost")
    owner = await joined(globex, Role.OWNER)
    with pytest.raises(Missing):
        async with unit_of_work(globex):
            await changing.change(grace.id, [Role.OWNER], None, by=caller(owner))
    with pytest.raises(Missing):
        async with unit_of_work(globex):
            await changing.leave(caller(grace))


def test_every_role_and_permission_of_the_table_has_words() -> None:
    assert list(ROLES) == list(FOR_WHOM) == list(Role)
    said_of = [permission for _, words in WORDS for permission in words]
    assert sorted(said_of) == sorted(frozenset().union(*PERMISSIONS.values()))
