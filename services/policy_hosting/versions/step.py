"""A step of a version on its way: who did what, when; the version's own record beside the audit log."""

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

    class Meta:
        table = "version_step"


async def step(version: UUID, verb: str, permission: Permission, actor: Actor) -> None:
    """Keep the step, and say it for the audit log."""
    await Step.create(version_id=version, verb=verb, by=actor.name, second=actor.second, at=clock.now())
    await actor.acted(permission, "version", version)
