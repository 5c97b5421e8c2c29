"""Members as a list shows them: with the name from the account and the day of last use."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from services.tenant_auth.people.person import Person
from shared.tenancy.unit_of_work import execute

PAGE = 100


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One line."""

    id: UUID
    person: UUID
    name: str
    email: str
    roles: tuple[str, ...]
    joined: date
    ends_on: date | None
    over: bool
    used_at: datetime | None


async def listed(after: UUID | None = None) -> tuple[list[Listed], UUID | None]:
    """A page of members in the order they came, and where the next begins."""
    rows = Member.filter(left_at=None)
    found = await (rows.filter(id__gt=after) if after else rows).order_by("id").limit(PAGE + 1)
    return await described(found[:PAGE]), found[PAGE - 1].id if len(found) > PAGE else None


async def described(members: list[Member]) -> list[Listed]:
    """These members with the names that are theirs today."""
    ids = [member.person for member in members]
    people = {person.id: person for person in await Person.filter(id__in=ids)} if ids else {}
    used = await execute(
        "SELECT person, max(used_at) AS at FROM sessions WHERE person = ANY($1::uuid[]) GROUP BY person", ids
    )
    last = {row["person"]: row["at"] for row in used}
    order = [str(role) for role in Role]
    return [
        Listed(
            id=member.id,
            person=member.person,
            name=people[member.person].name if member.person in people else "",
            email=people[member.person].email if member.person in people else "",
            roles=tuple(sorted((role for role in member.roles if role in order), key=order.index)),
            joined=member.joined_at.date(),
            ends_on=member.ends_on,
            over=not member.holds(),
            used_at=last.get(member.person),
        )
        for member in members
    ]
