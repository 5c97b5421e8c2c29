"""A step of a version on its way: who did what, when; the version's own record beside the audit log."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tortoise import fields

from services.policy_hosting.actor import Actor
from services.policy_hosting.permissions import Permission
from shared import clock
from shared.tenancy.model import TenantModel


class Step(TenantModel):
    """One verb done to a version."""

    version_id: UUID = fields.UUIDField()
    verb = fields.CharField(40)
    by: str = fields.TextField()
    second: str | None = fields.TextField(null=True)
    at: datetime = fields.DatetimeField()
    actor: UUID | None = fields.UUIDField(null=True)  # a member or client; the operator and the system have none
    comment: str = fields.TextField(default="")

    class Meta:
        table = "version_step"


async def step(
    version: UUID,
    verb: str,
    permission: Permission,
    actor: Actor,
    *,
    comment: str = "",
    changed: Sequence[str] = (),
) -> None:
    """Keep the step, and say it for the audit log with the names of the fields it changed."""
    await Step.create(
        version_id=version,
        verb=verb,
        by=actor.name,
        second=actor.second,
        at=clock.now(),
        actor=actor.id,
        comment=comment,
    )
    await actor.acted(permission, "version", version, changed)


async def steps_of(version: UUID) -> list[Step]:
    """What was done to a version, the first first."""
    return await Step.filter(version_id=version).order_by("at", "id")
