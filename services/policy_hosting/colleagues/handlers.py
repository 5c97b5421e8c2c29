"""What is kept when somebody joins or leaves a tenant: their membership's id and whether it has ended."""

from shared.events import MemberJoined, MemberLeft
from shared.tenancy.current import tenant
from shared.tenancy.unit_of_work import execute

_JOINED = "INSERT INTO colleague (tenant_id, id, gone) VALUES ($1, $2, false) ON CONFLICT (tenant_id, id) DO NOTHING"
_LEFT = """INSERT INTO colleague (tenant_id, id, gone) VALUES ($1, $2, true)
    ON CONFLICT (tenant_id, id) DO UPDATE SET gone = true"""


async def count_in(event: MemberJoined) -> None:
    """Harmless twice, and after the same member has left: who left does not come back under that id."""
    await execute(_JOINED, tenant(), event.member)


async def count_out(event: MemberLeft) -> None:
    """Also where the joining has not been heard yet."""
    await execute(_LEFT, tenant(), event.member)
