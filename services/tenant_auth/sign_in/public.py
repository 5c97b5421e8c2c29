"""`/sign-in`, `/sign-out`, `/signed-out`: pages of the auth host."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.tenant_auth.account.visit import show
from services.tenant_auth.second_factor import asking, second_factor
from services.tenant_auth.sessions.browser import forget, session_of
from services.tenant_auth.sessions.ending import end
from services.tenant_auth.settings import Settings
from services.tenant_auth.sign_in.address import safe
from services.tenant_auth.sign_in.arrival import after_password, arrive
from services.tenant_auth.sign_in.pace import TooSoon
from services.tenant_auth.sign_in.password import person_of
from shared.phrase import phrase
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.console import SEE_OTHER
from shared.web.forms import Form, read_form

_ADDRESS = r"^[^\x00-\x20\x7f]+@[^\x00-\x20\x7f]+$"
_LONGEST = 1000  # of a password; a longer one is nobody's


class SignIn(BaseModel):
    """What the form sends; `then` is where the person was going."""

    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=254, pattern=_ADDRESS)]
    password: Annotated[str, Field(max_length=_LONGEST, pattern=r"^[^\x00]+$")]
    then: str = ""


async def ask(request: Request) -> Response:
    hint = request.query_params.get("login_hint", "")
    typed = {"then": safe(request.query_params.get("then", ""), ""), "email": hint if hint.isprintable() else ""}
    return _page(request, Form(values=typed))


async def sign_in(request: Request) -> Response:
    """A wrong address, a wrong password and an account without one are one answer."""
    settings: Settings = request.app.state.settings
    given, form = await read_form(request, SignIn)
    if given is None:
        return _page(request, form, 422)
    place = request.headers.get("avow-client", "")
    try:
        person = await person_of(given.email, given.password, place=place, secret=settings.edge_secret)
    except TooSoon as refusal:
        form.take(refusal)
        return _page(request, form, 429, retry_after=refusal.seconds)
    if person is None:
        form.refuse("", phrase("The address or the password is not right."))
        return _page(request, form, 422)
    then = safe(given.then, "")
    async with unit_of_work(HOUSE):
        if await second_factor.needed(person):
            return await asking.ask(person, then)
    return await arrive(request, person, ["pwd"], after_password(settings, then))


async def ask_to_leave(request: Request) -> Response:
    async with unit_of_work(HOUSE):
        session = await session_of(request)
    return show(request, "sign_in/sign_out.html") if session else _see("/signed-out")


async def sign_out(request: Request) -> Response:
    async with unit_of_work(HOUSE):
        session = await session_of(request)
        if session is not None:
            await end(session)
    return forget(_see("/signed-out"))


async def signed_out(request: Request) -> Response:
    return show(request, "sign_in/signed_out.html")


def _page(request: Request, form: Form, status: int = 200, *, retry_after: int = 0) -> Response:
    locales = request.query_params.get("ui_locales", "")
    page = show(request, "sign_in/sign_in.html", status, form=form, locales=locales)
    if retry_after:
        page.headers["retry-after"] = str(retry_after)
    return page


def _see(to: str) -> Response:
    return RedirectResponse(to, SEE_OTHER, headers={"cache-control": "no-store"})
