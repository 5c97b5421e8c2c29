"""`/recovery`: the address, the letter, the new password."""

from typing import Annotated

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.account.companies import known_words
from services.tenant_auth.account.visit import locale, seen_again, show
from services.tenant_auth.people import password as passwords
from services.tenant_auth.people.typed import MailAddress
from services.tenant_auth.proofs.refusing import over_where_it_is
from services.tenant_auth.recovery import recovery
from services.tenant_auth.sessions.browser import forget
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.forms import Form, read_form


class GivenAddress(BaseModel):
    """Where the letter goes."""

    email: MailAddress


class GivenPassword(BaseModel):
    """The new one."""

    password: Annotated[str, Field(max_length=1000)]


async def ask(request: Request) -> Response:
    """The form for the address."""
    return show(request, "recovery/ask.html", form=Form())


async def asked(request: Request) -> Response:
    """The same answer for every address."""
    given, form = await read_form(request, GivenAddress)
    if given is None:
        return show(request, "recovery/ask.html", 422, form=form)
    await recovery.ask(given.email, locale(request), request.app.state.settings)
    return seen_again("/recovery/sent")


async def sent(request: Request) -> Response:
    """Look into your mail."""
    return show(request, "recovery/sent.html")


@over_where_it_is
async def begin(request: Request) -> Response:
    """The form that the letter leads to; opening it uses nothing up."""
    async with unit_of_work(HOUSE):
        person = await recovery.look(request.path_params["token"])
    return show(request, "recovery/password.html", form=Form(), email=person.email)


@over_where_it_is
async def finish(request: Request) -> Response:
    """Nobody is signed in by this: the sign-in page comes next, and asks for all that it asks for."""
    token = request.path_params["token"]
    async with unit_of_work(HOUSE):
        person = await recovery.look(token)
        known = await known_words(person)
    given, form = await read_form(request, GivenPassword)
    if given is not None and (
        weak := await passwords.weakness(given.password, *known, leaked=request.app.state.settings.leaked)
    ):
        form.refuse("password", weak)
    if given is None or not form.ok:
        return show(request, "recovery/password.html", 422, form=form, email=person.email)
    hashed = await passwords.hashed(given.password)
    async with unit_of_work(HOUSE):
        await recovery.set_password(token, hashed, request.app.state.settings)
    return forget(seen_again("/recovery/done"))


async def done(request: Request) -> Response:
    """It is set; sign in with it."""
    return show(request, "recovery/done.html")
