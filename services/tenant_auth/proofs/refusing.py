"""The one page for every link that does not work: it says what to do, and not what was wrong."""

from collections.abc import Awaitable, Callable
from functools import wraps
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.account.visit import show
from services.tenant_auth.proofs.proof import LinkOver
from shared.errors import Conflict, Denied

Endpoint = Callable[[Request], Awaitable[Response]]


def over_where_it_is(endpoint: Endpoint) -> Endpoint:
    """Answer a link that is used, expired or forged with that page."""

    @wraps(endpoint)
    async def page(request: Request) -> Response:
        try:
            return await endpoint(request)
        except LinkOver:
            return show(request, "proofs/over.html", HTTPStatus.NOT_FOUND)

    return page


def refused_where_it_is(endpoint: Endpoint) -> Endpoint:
    """Answer what cannot be done in the present state with its reason, as a page of this host."""

    @wraps(endpoint)
    async def page(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (Conflict, Denied) as refusal:
            return show(request, "proofs/refused.html", refusal.status, reason=refusal.message)

    return page
