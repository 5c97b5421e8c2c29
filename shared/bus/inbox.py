"""The inbox: which handler has heard which event, written in the handler's own transaction."""

from datetime import UTC, datetime
from uuid import UUID

from shared.tenancy.current import tenant
from shared.tenancy.unit_of_work import execute

_INSERT = """INSERT INTO inbox (tenant_id, handler, event_id, heard_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING RETURNING event_id"""


async def enter(handler: str, event: UUID) -> bool:
    """Note that this handler hears this event now; False if it has before.

    Where another worker is at the same event, PostgreSQL lets us wait for its end.
    """
    # real time: pruning counts real days, whatever the development clock says
    return bool(await execute(_INSERT, tenant(), handler, event, datetime.now(UTC)))
