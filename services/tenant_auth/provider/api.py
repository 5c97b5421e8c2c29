"""The provider's addresses for programs: tokens, what they say, their end, the keys, the provider itself."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.tenant_auth.provider import signing_key
from services.tenant_auth.provider.asked import asked_of
from services.tenant_auth.provider.bridge import beside
from services.tenant_auth.provider.discovery import metadata
from services.tenant_auth.provider.server import NO_STORE, server_of
from services.tenant_auth.provider.userinfo import userinfo
from services.tenant_auth.sessions.ending import end
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.tenants.tenant import Tenant
from shared.errors import Denied, Missing, NotSignedIn
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.forms import fields

_KEPT = {"cache-control": "public, max-age=600"}


async def token(request: Request) -> Response:
    """A refusal is an answer too: what a replay ended is committed with it."""
    server, asked = server_of(request.app.state.settings), await asked_of(request)
    asked.tenant = await _tenant(asked.payload.data.get("tenant", ""))
    async with unit_of_work(asked.tenant.id if asked.tenant else HOUSE):
        response: Response = await beside(lambda: server.create_token_response(asked))
    if asked.replayed is not None:  # services know sessions, not families: so that they refuse its tokens at once
        async with unit_of_work(HOUSE):
            await end(await Session.get(id=asked.replayed))
    return response


async def revoke(request: Request) -> Response:
    return await _endpoint(request, "revocation")


async def introspect(request: Request) -> Response:
    return await _endpoint(request, "introspection")


async def tell_of_person(request: Request) -> Response:
    """The token stands in the header, or in the form of a POST (RFC 6750, 2)."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        sent = await fields(request) if request.method == "POST" else {}
        bearer = str(sent.get("access_token", ""))
    try:
        async with unit_of_work(HOUSE):
            said = await userinfo(request.app.state.settings, bearer)
    except (NotSignedIn, Denied) as refusal:
        return _challenged(refusal)
    return JSONResponse(said, headers=NO_STORE)


async def describe(request: Request) -> Response:
    return JSONResponse(metadata(request.app.state.settings), headers=_KEPT)


async def describe_again(request: Request) -> Response:
    """At the address of RFC 8414."""
    return await describe(request)


async def show_keys(request: Request) -> Response:
    async with unit_of_work(HOUSE):
        keys = await signing_key.published(request.app.state.settings)
    return JSONResponse(keys, headers=_KEPT)


async def _endpoint(request: Request, name: str) -> Response:
    server, asked = server_of(request.app.state.settings), await asked_of(request)
    async with unit_of_work(HOUSE):
        response: Response = await beside(lambda: server.create_endpoint_response(name, asked))
        return response


async def _tenant(slug: str) -> Tenant | None:
    try:
        return await Tenant.named(slug) if slug else None
    except Missing:
        return None


def _challenged(refusal: Any) -> Response:
    """RFC 6750, 3.1."""
    error = "insufficient_scope" if isinstance(refusal, Denied) else "invalid_token"
    headers = {"www-authenticate": f'Bearer error="{error}"', **NO_STORE}
    return JSONResponse({"error": error}, refusal.status, headers=headers)
