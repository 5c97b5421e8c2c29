"""Pages for staff: whom the company invites, the letters that wait, sending one again and taking one back."""

from datetime import date

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.invitations import inviting
from services.tenant_auth.invitations.invitation import Invitation
from services.tenant_auth.members import words
from services.tenant_auth.members.roles import PERMISSIONS, Role
from services.tenant_auth.people.typed import MailAddress
from shared.errors import Refusal
from shared.tenancy import profile
from shared.web.console import seen_again, show
from shared.web.forms import Form, read_form
from shared.web.rate_limit import TooMany
from shared.web.route import caller_of


class Given(BaseModel):
    """What the form sends."""

    email: MailAddress
    roles: list[Role] = []
    ends_on: date | None = None


async def invitations(request: Request) -> Response:
    """Those that wait, and the form for another."""
    return await _page(request, Form())


async def invite(request: Request) -> Response:
    """Write one."""
    given, form = await read_form(request, Given)
    if given is not None:
        try:
            await inviting.invite(
                given.email,
                given.roles,
                given.ends_on,
                by=caller_of(request),
                settings=request.app.state.settings,
            )
        except Refusal as refusal:
            form.take(refusal)
    if given is None or not form.ok:
        return await _page(request, form)
    return seen_again(request, "/invitations", done="invited")


async def send_again(request: Request) -> Response:
    """The letter once more, with a fresh link."""
    by, settings = caller_of(request), request.app.state.settings
    try:
        await inviting.send_again(request.path_params["id"], by=by, settings=settings)
    except (inviting.TooSoon, TooMany) as refusal:
        form = Form()
        form.take(refusal)
        return await _page(request, form, status=refusal.status)
    return seen_again(request, "/invitations", done="sent-again")


async def revoke(request: Request) -> Response:
    """Take one back."""
    await inviting.revoke(request.path_params["id"], by=caller_of(request))
    return seen_again(request, "/invitations", done="revoked")


async def _page(request: Request, form: Form, status: int = 422) -> Response:
    caller = caller_of(request)
    company = await profile.profile()
    return show(
        request,
        "tenant_auth/invitations/console/index.html",
        200 if form.ok else status,
        form=form,
        invitations=await Invitation.open_ones(),
        roles=[role for role in Role if PERMISSIONS[role] <= caller.permissions],
        role_words=words.ROLES,
        for_whom=words.FOR_WHOM,
        company=company.name,
        zone=company.zone,
    )
