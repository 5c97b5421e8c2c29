"""Four eyes: whoever is alone approves what they wrote; from the second member on the tenant chooses."""

from shared.tenancy.current import tenant
from shared.tenancy.unit_of_work import execute

_ALONE = "SELECT count(*) AS people FROM colleague WHERE NOT gone"
_RULE = "SELECT own_work FROM approval_rule"
_CHOOSE = """INSERT INTO approval_rule (tenant_id, own_work) VALUES ($1, $2)
    ON CONFLICT (tenant_id) DO UPDATE SET own_work = excluded.own_work"""


async def is_alone() -> bool:
    """Whether the tenant has nobody else."""
    rows = await execute(_ALONE)
    return int(rows[0]["people"]) <= 1


async def own_work_allowed() -> bool:
    """Whether a person may approve what they wrote; not unless the tenant has said so, or has one member only."""
    rows = await execute(_RULE)
    return bool(rows and rows[0]["own_work"]) or await is_alone()


async def chosen() -> bool:
    """What the tenant has said, whatever the number of its members."""
    rows = await execute(_RULE)
    return bool(rows and rows[0]["own_work"])


async def choose(*, own_work: bool) -> None:
    """Let people approve what they wrote themselves, or ask for a second person."""
    await execute(_CHOOSE, tenant(), own_work)
