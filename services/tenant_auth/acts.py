"""Saying for the audit log what was done here: by whom, on which noun, and which fields changed."""

from uuid import UUID

from services.tenant_auth.permissions import Permission
from shared import clock
from shared.access.session import Caller
from shared.bus import outbox
from shared.events import ActRecorded


async def acted(caller: Caller, permission: Permission, noun: str, thing: UUID, *fields: str) -> None:
    """Say that the caller used a permission; `fields` are names, never values."""
    await outbox.record(
        ActRecorded(
            service="tenant_auth",
            act=permission,
            actor_kind="client" if caller.kind == "client" else "person",
            actor=caller.actor,
            session=caller.session,
            thing=noun,
            thing_id=thing,
            fields=fields,
            at=clock.now(),
        ),
        aggregate=thing,
    )


async def acted_by_operator(act: str, noun: str, thing: UUID, *fields: str) -> None:
    """The same for whoever runs the installation, on the command line."""
    await outbox.record(
        ActRecorded(
            service="tenant_auth",
            act=act,
            actor_kind="operator",
            thing=noun,
            thing_id=thing,
            fields=fields,
            at=clock.now(),
        ),
        aggregate=thing,
    )
