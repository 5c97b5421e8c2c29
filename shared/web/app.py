"""`create_app`: a service's Starlette application round its routes, the same for every service."""

from collections.abc import Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from shared.access.keys import ProviderKeys
from shared.access.tokens import TokenCheck
from shared.errors import Conflict, Denied, Invalid, Missing, Refusal, Unavailable
from shared.settings import Installation
from shared.web.errors import answer
from shared.web.middleware import Activate, House
from shared.web.route import HouseRoute

_BY_STATUS: dict[int, type[Refusal]] = {
    403: Denied,
    404: Missing,
    409: Conflict,
    422: Invalid,
    503: Unavailable,
}


def create_app(
    service: str,
    routes: Sequence[HouseRoute],
    settings: Installation,
    activate: Activate,
    tokens: TokenCheck | None = None,
) -> Starlette:
    """Middleware, routes and error pages; `activate` points queries at the service's database."""
    app = Starlette(
        routes=list(routes),
        middleware=[
            Middleware(
                House,
                service=service,
                settings=settings,
                activate=activate,
            )
        ],
        exception_handlers={
            Refusal: _refused,
            HTTPException: _http,
        },
    )
    app.state.settings = settings
    app.state.tokens = tokens or TokenCheck(settings.issuer, settings.audience, ProviderKeys(settings))
    return app


async def _refused(request: Request, error: Any) -> Response:
    return answer(request, error)


async def _http(request: Request, error: Any) -> Response:
    kind = _BY_STATUS.get(error.status_code)
    if kind is not None:
        return answer(request, kind("There is no such page." if kind is Missing else "Refused."))
    return Response(status_code=error.status_code, headers=error.headers)
