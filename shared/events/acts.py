"""What every service says of the acts of staff; the audit log hears it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from shared.events.event import event


@event("*.act.recorded")
class ActRecorded:
    """Someone used a permission on a thing; ids only, the audit log asks the owner for more."""

    service: str
    act: str  # the permission used, `policy:version:publish`
    actor_kind: Literal["person", "client", "operator", "system"]
    actor: UUID | None = None
    session: UUID | None = None  # a person's; device and address stay with its row
    thing: str  # the noun, `version`
    thing_id: UUID
    fields: tuple[str, ...] = ()  # the names of what was changed, never the values
    at: datetime
