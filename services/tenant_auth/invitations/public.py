"""`/invitations/{token}`: what the letter leads to, for somebody who has an account and for somebody who has none."""

from typing import Annotated

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.tenant_auth.account.visit import SEE_OTHER, Visit, locale, show, to_sign_in, visit_of
from services.tenant_auth.invitations import accepting
from services.tenant_auth.invitations.accepting import Invited
from services.tenant_auth.invitations.invitation import NotForYou, masked
from services.tenant_auth.members import words
from services.tenant_auth.people import password as passwords
from services.tenant_auth.people.typed import PersonName
from services.tenant_auth.proofs.refusing import over_where_it_is, refused_where_it_is
from services.tenant_auth.sessions.browser import keep, signed_in
from services.tenant_auth.sign_in.arrival import after_password
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.forms import Form, read_form


class GivenNew(BaseModel):
    """What somebody without an account says of themselves."""

    name: PersonName
    password: Annotated[str, Field(max_length=1000)]


@over_where_it_is
@refused_where_it_is
async def invitation(request: Request) -> Response:
    """Who invites, as what, and what to do; opening it uses nothing up."""
    visit, invited = await _both(request)
    return _page(request, visit, invited, Form())


@over_where_it_is
@refused_where_it_is
async def accept(request: Request) -> Response:
    """Become a member; then on to the console of the company."""
    visit, invited = await _both(request)
    token = request.path_params["token"]
    console = RedirectResponse(f"{request.app.state.settings.console}/{invited.slug}", SEE_OTHER)
    if visit is not None:
        await accepting.accept(token, invited.tenant, visit.person.id)
        return console
    if invited.known:
        return to_sign_in(f"/invitations/{token}")
    given, form = await read_form(request, GivenNew)
    if given is not None:
        weak = await passwords.weakness(
            given.password, given.name, invited.email, invited.company, leaked=request.app.state.settings.leaked
        )
        if weak:
            form.refuse("password", weak)
    if given is None or not form.ok:
        return _page(request, visit, invited, form)
    person = await accepting.accept_as_new(
        token,
        invited.tenant,
        name=given.name,
        password=await passwords.hashed(given.password),
        locale=locale(request),
    )
    async with unit_of_work(HOUSE):
        secret = await signed_in(request, person, ["pwd"])
    settings = request.app.state.settings
    there = RedirectResponse(after_password(settings, f"{settings.console}/{invited.slug}"), SEE_OTHER)
    return keep(there, secret)


async def _both(request: Request) -> tuple[Visit | None, Invited]:
    """Who is here and what they were sent; somebody else's letter is refused before anything is said of it."""
    async with unit_of_work(HOUSE):
        visit = await visit_of(request)
    invited = await accepting.look(request.path_params["token"])
    if visit is not None and visit.person.email != invited.email:
        raise NotForYou(invited.email)
    return visit, invited


def _page(request: Request, visit: Visit | None, invited: Invited, form: Form) -> Response:
    return show(
        request,
        "invitations/public/invitation.html",
        200 if form.ok else 422,
        form=form,
        invited=invited,
        role_words=words.ROLES,
        here=visit is not None,
        masked=masked(invited.email),
        then=f"/invitations/{request.path_params['token']}",
    )
