"""Changing what a member may do, and the end of a membership; somebody always stays who can let others in."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from services.tenant_auth.acts import acted
from services.tenant_auth.members.member import Member, Membership
from services.tenant_auth.members.present import as_of_now
from services.tenant_auth.members.roles import PERMISSIONS, Role
from services.tenant_auth.permissions import Permission
from shared import clock
from shared.access.session import Caller
from shared.bus import outbox
from shared.errors import Conflict, Denied, Invalid, Missing, Problem
from shared.events.tenant_auth import MemberChanged, MemberLeft
from shared.phrase import phrase
from shared.tenancy.unit_of_work import execute


class LastOwner(Conflict):
    """Without an owner nobody could let anybody in again."""

    code = "last-owner"

    def __init__(self) -> None:
        reason = phrase("The company needs an owner who stays. Make somebody else an owner first.")
        super().__init__(reason, problems=[Problem("roles", reason)])


async def change(member_id: UUID, roles: Iterable[Role], ends_on: date | None, *, by: Caller) -> Member:
    """Give a member these roles and no others, until this day."""
    members, by = await _locked(), await as_of_now(by)
    member = _found(members, member_id)
    given = sorted(set(roles))
    held = {Role(role) for role in member.roles if role in set(Role)}
    # a last day takes every role away that day
    may_give(set(given) ^ held if ends_on == member.ends_on else set(given) | held, by)
    if not given:
        raise _wrong("roles", phrase("Choose at least one role."))
    if ends_on is not None and ends_on != member.ends_on and ends_on < clock.now().date():
        raise _wrong("ends_on", phrase("This day is over."))
    changed = [
        name for name, old, new in (("roles", member.roles, given), ("ends_on", member.ends_on, ends_on)) if old != new
    ]
    if not changed:
        return member
    member.roles, member.ends_on = given, ends_on
    _need_an_owner(members)
    await member.save()
    await outbox.record(MemberChanged(member=member.id, person=member.person), aggregate=member.id)
    await acted(by, Permission.MANAGE_MEMBERS, "member", member.id, *changed)
    return member


async def remove(member_id: UUID, *, by: Caller) -> Member:
    """End somebody's membership: their tokens for this tenant hold no longer."""
    members, by = await _locked(), await as_of_now(by)
    member = _found(members, member_id)
    may_give({Role(role) for role in member.roles if role in set(Role)}, by)
    await _end(member, members, by)
    return member


async def leave(by: Caller) -> Member:
    """End one's own membership."""
    members = await _locked()
    member = next((each for each in members if each.person == by.actor), None)
    if member is None:
        raise Missing(phrase("You are not a member of this company."))
    await _end(member, members, by)
    return member


def may_give(roles: Iterable[Role], by: Caller) -> None:
    """Whoever gives or takes a role holds everything it allows: nobody rises above themselves."""
    if any(not PERMISSIONS[role] <= by.permissions for role in roles):
        raise Denied(phrase("You can give and take only roles that allow no more than your own."))


async def _locked() -> list[Member]:
    """Everybody who is a member, held until the unit of work ends: of two who change at once, one waits."""
    await execute("SELECT id FROM members WHERE left_at IS NULL ORDER BY id FOR UPDATE")
    return await Member.filter(left_at=None)


def _found(members: list[Member], member_id: UUID) -> Member:
    found = next((each for each in members if each.id == member_id), None)
    if found is None:
        raise Missing(phrase("There is no such member."))
    return found


def _need_an_owner(members: list[Member]) -> None:
    """An owner with a last day is none who stays."""
    if not any(Role.OWNER in each.roles and each.left_at is None and each.ends_on is None for each in members):
        raise LastOwner


async def _end(member: Member, members: list[Member], by: Caller) -> None:
    member.left_at = clock.now()
    _need_an_owner(members)
    await member.save()
    await Membership.filter(person=member.person, tenant=member.tenant_id).delete()
    left = MemberLeft(member=member.id, person=member.person, members=await Member.count_now())
    await outbox.record(left, aggregate=member.id)
    await acted(by, Permission.MANAGE_MEMBERS, "member", member.id, "left_at")


def _wrong(field: str, reason: str) -> Invalid:
    return Invalid(reason, problems=[Problem(field, reason)])
