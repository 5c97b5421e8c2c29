"""The audit log for programs."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.audit import reading
from services.tenant_auth.audit.reading import Entry, Filter
from shared.web.json import answered, queried

Number = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Asked(BaseModel):
    """Which entries; the newest first, a page at a time."""

    who: UUID | None = None
    act: reading.Word | None = None
    noun: reading.Word | None = None
    thing: UUID | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    before: Number | None = None
    most: Annotated[int, Field(ge=1, le=500)] = reading.PAGE


class AuditEntry(BaseModel):
    """One entry: ids and names of fields; whoever acted long ago is not kept."""

    seq: int
    at: datetime
    actor_kind: Literal["person", "client", "operator", "system"]
    actor: UUID | None
    session: UUID | None
    service: str
    act: str
    noun: str
    thing: UUID
    fields: list[str]
    hash: str

    @classmethod
    def of(cls, entry: Entry) -> "AuditEntry":
        return cls.model_validate(entry, from_attributes=True)


class AuditPage(BaseModel):
    """A page of the log; ask again with `before` for the one after it."""

    items: list[AuditEntry]
    before: int | None


async def index(request: Request) -> Response:
    """A page of the log."""
    asked = queried(request, Asked)
    which = Filter(**asked.model_dump(exclude={"before", "most"}))
    entries, further = await reading.page(which, before=asked.before, most=asked.most)
    return answered(AuditPage(items=[AuditEntry.of(entry) for entry in entries], before=further))
