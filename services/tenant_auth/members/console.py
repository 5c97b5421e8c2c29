"""Pages for staff: who is a member, what they may do, and how a membership ends."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.tenant_auth.api_clients import api_client
from services.tenant_auth.members import changing, words
from services.tenant_auth.members.listing import Listed, described, listed
from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import PERMISSIONS, Role
from services.tenant_auth.permissions import Permission
from services.tenant_auth.provider.client import Client
from services.tenant_auth.tenants.tenant import Profile
from shared.errors import Conflict, Denied, Invalid, Missing
from shared.phrase import phrase
from shared.web.console import SEE_OTHER, seen_again, show
from shared.web.forms import Form, read_form
from shared.web.route import caller_of

ROOM = "tenant_auth/members/console"


class Given(BaseModel):
    """What the form about a member sends."""

    roles: list[Role] = []
    ends_on: date | None = None


async def members(request: Request) -> Response:
    """Everybody who is a member; just after a removal, also the secrets that who left still knows."""
    after = _id(request.query_params.get("after", ""))
    lines, more = await listed(after)
    gone = await _gone(_id(request.query_params.get("removed", "")))
    clients = await _known_to(gone.person, request) if gone else []
    return show(
        request,
        f"{ROOM}/index.html",
        members=lines,
        more=more,
        after=after,
        gone=gone,
        clients=clients,
        **await _around(),
    )


async def member(request: Request) -> Response:
    """One member, and the form that changes what they may do."""
    line = await _line(request)
    form = Form(values={"roles": list(line.roles), "ends_on": line.ends_on.isoformat() if line.ends_on else ""})
    return show(request, f"{ROOM}/show.html", member=line, form=form, **await _around())


async def change_member(request: Request) -> Response:
    """Take the form; what is refused stays on the page."""
    line = await _line(request)
    given, form = await read_form(request, Given)
    if given is not None:
        try:
            await changing.change(line.id, given.roles, given.ends_on, by=caller_of(request))
        except (Conflict, Denied, Invalid) as refusal:
            form.take(refusal)
        else:
            return seen_again(request, f"/members/{line.id}", done="changed")
    return show(request, f"{ROOM}/show.html", 422, member=line, form=form, **await _around())


async def removal(request: Request) -> Response:
    """What removing would do."""
    return await _removal(request, await _line(request), Form())


async def remove_member(request: Request) -> Response:
    """Do it."""
    line = await _line(request)
    try:
        await changing.remove(line.id, by=caller_of(request))
    except (Conflict, Denied) as refusal:
        form = Form()
        form.take(refusal)
        return await _removal(request, line, form)
    return seen_again(request, "/members", done="removed", removed=str(line.id))


async def departure(request: Request) -> Response:
    """What leaving would do."""
    return show(request, f"{ROOM}/departure.html", form=Form(), **await _around())


async def leave(request: Request) -> Response:
    """Leave; what is left is the list of one's companies."""
    try:
        await changing.leave(caller_of(request))
    except Conflict as refusal:
        form = Form()
        form.take(refusal)
        return show(request, f"{ROOM}/departure.html", 409, form=form, **await _around())
    return RedirectResponse("/?done=left", status_code=SEE_OTHER, headers={"cache-control": "no-store"})


async def roles(request: Request) -> Response:
    """The one table: which role may do what."""
    return show(request, f"{ROOM}/roles.html", allowed=PERMISSIONS, **await _around())


async def _removal(request: Request, line: Listed, form: Form) -> Response:
    clients = await _known_to(line.person, request)
    status = 200 if form.ok else 409
    return show(request, f"{ROOM}/removal.html", status, member=line, clients=clients, form=form, **await _around())


async def _known_to(person: UUID, request: Request) -> list[Client]:
    """The API clients whose secret this person knows, for who may look at them."""
    return await api_client.made_by(person) if caller_of(request).can(Permission.READ_API_CLIENTS) else []


async def _gone(member_id: UUID | None) -> Listed | None:
    found = await Member.filter(id=member_id, left_at__isnull=False).first() if member_id else None
    return (await described([found]))[0] if found else None


async def _line(request: Request) -> Listed:
    found = await Member.get_or_none(id=request.path_params["id"], left_at=None)
    if found is None:
        raise Missing(phrase("There is no such member."))
    return (await described([found]))[0]


async def _around() -> dict[str, Any]:
    company = await (await Profile.here()).public()
    return {
        "company": company.name,
        "zone": company.zone,
        "role_words": words.ROLES,
        "for_whom": words.FOR_WHOM,
        "permission_words": words.PERMISSIONS,
    }


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
