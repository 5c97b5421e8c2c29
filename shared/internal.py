"""The internal port that the edge does not serve: health with details, metrics, a service's own questions."""

from collections.abc import Sequence
from typing import Any

import asyncpg
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.errors import Refusal
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.migrations import pending


class _Activated:
    """Points queries at the service's database."""

    def __init__(self, app: ASGIApp, *, database: Database) -> None:
        self.app, self.database = app, database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self.database.activate():
            await self.app(scope, receive, send)


def internal_app(database: Database, settings: ServiceSettings, routes: Sequence[Route] = ()) -> Starlette:
    """`/healthz`: 200 when this service can do its work, else 503 with what is missing; `/metrics`."""

    async def health(_request: Request) -> Response:
        missing = await _missing(database.service, settings)
        return JSONResponse(
            {"service": database.service, "ready": not missing, "missing": missing},
            status_code=503 if missing else 200,
        )

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    async def refused(_request: Request, error: Any) -> Response:
        return Response(status_code=error.status)

    app = Starlette(
        routes=[Route("/healthz", health), Route("/metrics", metrics), *routes],
        exception_handlers={Refusal: refused},
        middleware=[Middleware(_Activated, database=database)],
    )
    app.state.settings = settings
    return app


async def _missing(service: str, settings: ServiceSettings) -> list[str]:
    try:
        behind = await pending(service, settings.database_app)
    except (Refusal, OSError, asyncpg.PostgresError):
        return ["database"]
    return [f"migration {name}" for name in behind]
