"""Signing in with a passkey: the challenge a page fetches, and the answer it sends back in a form."""

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.tenant_auth.account.visit import show
from services.tenant_auth.passkeys.browser import COOKIE, read_answer, with_browser
from services.tenant_auth.passkeys.ceremony import NoPasskey, Party, request_options
from services.tenant_auth.passkeys.challenge import Challenge
from services.tenant_auth.passkeys.passkey import METHODS, Passkey
from services.tenant_auth.sign_in.arrival import arrive
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.forms import read_form


class GivenAnswer(BaseModel):
    """What the authenticator said, as JSON, and where the person was going."""

    credential: str
    then: str = ""


async def challenge(request: Request) -> Response:
    """What the browser is to ask for: a passkey of anybody's."""
    fresh, browser = await Challenge.make(request.cookies.get(COOKIE, ""))
    return with_browser(JSONResponse(request_options(Party.of(request.app.state.settings), fresh)), browser)


async def sign_in(request: Request) -> Response:
    """A session for the person whose passkey answered; every refusal looks the same."""
    given, _ = await read_form(request, GivenAnswer)
    try:
        answer = read_answer(given.credential if given else "")
        taken = await Challenge.take(answer, request.cookies.get(COOKIE, ""))
        async with unit_of_work(HOUSE):
            person = await Passkey.sign_in(Party.of(request.app.state.settings), taken, answer)
    except NoPasskey as refusal:
        return show(request, "passkeys/refused.html", refusal.status, then=given.then if given else "")
    return await arrive(request, person, METHODS, given.then if given else "")
