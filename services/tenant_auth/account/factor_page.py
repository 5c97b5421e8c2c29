"""`/account/undoing`: the link in the letter that tells of a new passkey or app."""

from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.account import factor
from services.tenant_auth.account.visit import show
from services.tenant_auth.proofs.refusing import over_where_it_is
from services.tenant_auth.sessions.browser import forget
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work


@over_where_it_is
async def show_undoing(request: Request) -> Response:
    """What undoing will do; opening the page changes nothing."""
    async with unit_of_work(HOUSE):
        passkey = await factor.look(request.path_params["token"])
    return show(request, "account/factor_link.html", passkey=passkey)


@over_where_it_is
async def undo(request: Request) -> Response:
    """It is gone, everybody is signed out, and a new password is next."""
    async with unit_of_work(HOUSE):
        await factor.undo(request.path_params["token"], request.app.state.settings)
    return forget(show(request, "account/factor_undone.html"))
