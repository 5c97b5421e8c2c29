"""`/account/email`: asking for another address, confirming it, and taking the account back from the old one."""

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.account import address
from services.tenant_auth.account.visit import Visit, for_person, seen_again, show
from services.tenant_auth.people.typed import MailAddress
from services.tenant_auth.proofs.proof import Proof, Purpose
from services.tenant_auth.proofs.refusing import over_where_it_is, refused_where_it_is
from services.tenant_auth.sessions.browser import forget
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web import rate_limit
from shared.web.forms import Form, read_form
from shared.web.rate_limit import Limit

LETTERS = Limit("new address", hits=5, seconds=3600)


class GivenAddress(BaseModel):
    """Where the letter goes."""

    email: MailAddress


@for_person(fresh=True)
async def email(request: Request, visit: Visit) -> Response:
    """The form; only for who signed in just now."""
    del visit
    return show(request, "account/email.html", form=Form(), sent=False)


@for_person(fresh=True)
async def ask(request: Request, visit: Visit) -> Response:
    """Write to the new address; the page says the same whether it belongs to somebody or not."""
    given, form = await read_form(request, GivenAddress)
    if given is not None:
        await rate_limit.spend(LETTERS, str(visit.person.id), request.app.state.settings.edge_secret)
        try:
            since = visit.session.created_at
            await address.ask(visit.person, given.email, request.app.state.settings, since=since)
        except address.SameAddress as refusal:
            form.take(refusal)
    if not form.ok or given is None:
        return show(request, "account/email.html", 422, form=form, sent=False)
    return show(request, "account/email.html", form=form, sent=True)


@over_where_it_is
@for_person()
async def show_new(request: Request, visit: Visit) -> Response:
    """The page a letter leads to; opening it changes nothing."""
    await address.look(request.path_params["token"], visit.person.id)
    return show(request, "account/email_link.html", back=False)


@over_where_it_is
@refused_where_it_is
@for_person()
async def confirm_new(request: Request, visit: Visit) -> Response:
    """The address is the person's from here on."""
    await address.confirm(request.path_params["token"], visit.person.id, request.app.state.settings)
    return seen_again("/account", done="email")


@over_where_it_is
async def show_return(request: Request) -> Response:
    """What taking the account back will do."""
    async with unit_of_work(HOUSE):
        await Proof.look(request.path_params["token"], Purpose.OLD_ADDRESS)
    return show(request, "account/email_link.html", back=True)


@over_where_it_is
@refused_where_it_is
async def take_back(request: Request) -> Response:
    """The old address is back, everybody is signed out, and a letter is on its way."""
    async with unit_of_work(HOUSE):
        await address.take_back(request.path_params["token"], request.app.state.settings)
    return forget(show(request, "account/email_returned.html"))
