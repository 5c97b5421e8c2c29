"""What a caller may do at this moment: a token tells of up to five minutes ago, and some acts outlast it."""

from dataclasses import replace

from services.tenant_auth.members.member import Member
from services.tenant_auth.provider.client import Client
from shared.access.session import Caller
from shared.tenancy.current import tenant


async def as_of_now(caller: Caller) -> Caller:
    """The caller with those of their permissions that they still hold in the running unit of work's tenant."""
    held: frozenset[str] = frozenset()
    if caller.kind == "person" and caller.actor is not None:
        member = await Member.of(caller.actor)
        held = member.permissions if member else held
    elif caller.kind == "client":
        client = await Client.get_or_none(id=str(caller.actor), tenant=tenant(), revoked_at=None)
        held = frozenset(client.permissions) if client else held
    return replace(caller, permissions=caller.permissions & held)
