"""The outbox: what a service has to say, written in the transaction of the change itself."""

from datetime import datetime
from uuid import UUID

from shared import clock
from shared.bus.envelope import Envelope
from shared.ids import new_id
from shared.tenancy.current import tenant
from shared.tenancy.unit_of_work import execute

LARGEST = 512 * 1024  # NATS refuses a megabyte; the writer should hear of it, not the relay
CHANNEL = "outbox"  # the relay listens here
_INSERT = """WITH said AS (
        INSERT INTO outbox (tenant_id, id, due_at, subject, body) VALUES ($1, $2, $3, $4, $5)
    ) SELECT pg_notify($6, '')"""


async def record(event: object, due_at: datetime | None = None, aggregate: UUID | None = None) -> UUID:
    """Say an event once this unit of work has been committed, or (a timer) at `due_at`; answers its id.

    Events of one aggregate are carried in the order they were written; for that the writer holds
    the lock of the aggregate's row.
    """
    envelope = Envelope(id=new_id(), tenant=tenant(), event=event, time=clock.now(), aggregate=aggregate)
    body = envelope.written()
    if len(body.encode()) > LARGEST:
        raise ValueError(f"{type(event).__name__} is too large to travel")
    await execute(_INSERT, envelope.tenant, envelope.id, due_at, envelope.subject, body, CHANNEL)
    return envelope.id
