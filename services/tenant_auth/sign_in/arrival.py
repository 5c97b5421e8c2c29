"""The end of every way to sign in: a session in this browser, and on to where the person was going."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.tenant_auth.people.person import Person
from services.tenant_auth.sessions.browser import keep, signed_in
from services.tenant_auth.settings import Settings
from services.tenant_auth.sign_in.address import safe
from shared.settings import Installation
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.console import SEE_OTHER


async def arrive(request: Request, person: Person, methods: Sequence[str], then: str) -> Response:
    """Whoever calls this has seen every proof that the person's account asks for; `methods` as in RFC 8176."""
    async with unit_of_work(HOUSE):
        secret = await signed_in(request, person, methods)
    return keep(onward(request, then), secret)


def after_password(settings: Settings, then: str) -> str:
    """Where a password alone leads: on; where two factors are needed, no further than this host."""
    stays = then.startswith(("/account", "/invitations"))
    return "/account/passkeys?done=needed" if settings.two_factors and not stays else then


def onward(request: Request, then: str) -> Response:
    """303 to the page they were going to, else to the console."""
    settings: Installation = request.app.state.settings
    address = safe(then, settings.console + "/")
    return RedirectResponse(address, SEE_OTHER, headers={"cache-control": "no-store"})
