"""A member: a person's place in one tenant, with roles and, for outside counsel, a last day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from services.tenant_auth.members.roles import Role, permissions_of
from shared import clock
from shared.bus import outbox
from shared.events.tenant_auth import MemberJoined
from shared.ids import new_id
from shared.tenancy.model import TenantModel
from shared.tenancy.unit_of_work import execute


class Membership(Model):
    """Which tenants a person belongs to: read before one is chosen, so it has no tenant's protection."""

    person: UUID = fields.UUIDField(primary_key=True)
    tenant: UUID = fields.UUIDField()

    class Meta:
        table = "memberships"


class Member(TenantModel):
    """One row per person and tenant; it stays when the person leaves, and gets another id when they come back."""

    person: UUID = fields.UUIDField()
    roles: Any = fields.JSONField()
    ends_on: date | None = fields.DateField(null=True)
    joined_at: datetime = fields.DatetimeField()
    left_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "members"

    @classmethod
    async def join(cls, person: UUID, roles: Iterable[Role], *, ends_on: date | None = None) -> Self:
        """Make the person a member, or one again, with these roles.

        Events overtake each other, so that a member has left is the last word about their id.
        """
        await execute("UPDATE members SET id = $2 WHERE person = $1 AND left_at IS NOT NULL", person, new_id())
        member = await cls.get_or_none(person=person)
        given = sorted(set(roles))
        if member is None:
            member = await cls.create(person=person, roles=given, ends_on=ends_on, joined_at=clock.now())
        else:
            member.roles, member.ends_on, member.left_at = given, ends_on, None
            await member.save()
        await Membership.get_or_create(person=person, tenant=member.tenant_id)
        await outbox.record(
            MemberJoined(member=member.id, person=person, members=await cls.count_now()), aggregate=member.id
        )
        return member

    @classmethod
    async def of(cls, person: UUID) -> Self | None:
        """The person's place in the running unit of work's tenant, if it holds today."""
        member = await cls.get_or_none(person=person)
        return member if member is not None and member.holds() else None

    @classmethod
    async def count_now(cls) -> int:
        """How many people are members today."""
        return sum(1 for member in await cls.filter(left_at=None) if member.holds())

    def holds(self) -> bool:
        """Whether the person is still a member; the last day counts whole."""
        return self.left_at is None and (self.ends_on is None or clock.now().date() <= self.ends_on)

    @property
    def permissions(self) -> frozenset[str]:
        return permissions_of(self.roles) if self.holds() else frozenset()


async def tenants_of(person: UUID) -> list[UUID]:
    """The tenants a person belongs to; each is asked for the rest."""
    rows: list[Any] = await Membership.filter(person=person).values_list("tenant", flat=True)
    return rows
