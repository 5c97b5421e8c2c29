"""Members for programs, to read."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.members.listing import Listed, described, listed
from services.tenant_auth.members.member import Member
from shared.web.json import answered, queried


class MembersAsked(BaseModel):
    """Where the page begins: after this member."""

    after: UUID | None = None


class ApiMember(BaseModel):
    """A person's place in the company."""

    id: UUID
    person: UUID
    name: str
    email: str
    roles: list[str]
    joined: date
    ends_on: date | None
    over: bool
    used_at: datetime | None

    @classmethod
    def of(cls, line: Listed) -> "ApiMember":
        return cls.model_validate(line, from_attributes=True)


class ApiMembers(BaseModel):
    """A page of members; ask again with `after` for the one after it."""

    items: list[ApiMember]
    after: UUID | None


async def index(request: Request) -> Response:
    """A page of members, in the order they came."""
    lines, more = await listed(queried(request, MembersAsked).after)
    return answered(ApiMembers(items=[ApiMember.of(line) for line in lines], after=more))


async def show(request: Request) -> Response:
    """One of them, one who left too."""
    member = await Member.get_or_missing(id=request.path_params["id"])
    return answered(ApiMember.of((await described([member]))[0]))
