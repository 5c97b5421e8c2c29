"""The provider's addresses for browsers: asking for a code, and signing out."""

from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc6749 import OAuth2Error
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.tenant_auth.provider.asked import asked_of
from services.tenant_auth.provider.authorization import SignInFirst, answer
from services.tenant_auth.provider.bridge import beside
from services.tenant_auth.provider.logout import ASK, logout_of
from services.tenant_auth.provider.server import NO_STORE, server_of
from services.tenant_auth.sessions.browser import forget, session_of
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.console import SEE_OTHER


async def authorize(request: Request) -> Response:
    server, asked = server_of(request.app.state.settings), await asked_of(request)
    async with unit_of_work(HOUSE):
        answered = await answer(server, asked, await session_of(request))
    if isinstance(answered, SignInFirst):
        asking = {"then": answered.then, "login_hint": answered.email, "ui_locales": answered.locales}
        return _see("/sign-in?" + urlencode({name: value for name, value in asking.items() if value}))
    return answered


async def log_out(request: Request) -> Response:
    """A client's wish with proof of whose session it means is fulfilled; else the person is asked."""
    server, asked = server_of(request.app.state.settings), await asked_of(request)
    async with unit_of_work(HOUSE):
        try:
            wish: Any = await beside(lambda: server.validate_endpoint_request("end_session", asked))
        except (OAuth2Error, ValueError):  # a hint that is none, said in words Authlib itself refuses
            return _see(ASK)
        to = await logout_of(wish, await session_of(request))
    return _see(to) if to == ASK else forget(_see(to))


def _see(to: str) -> Response:
    return RedirectResponse(to, SEE_OTHER, headers=NO_STORE)
