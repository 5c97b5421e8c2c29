"""The internal port that the edge does not serve: health with details, and metrics."""

from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from shared.settings import ServiceSettings
from shared.tenancy.backend import Database


def internal_app(database: Database, settings: ServiceSettings) -> Starlette:
    """`/healthz`: 200 when this service can do its work, else 503 with what is missing; `/metrics`."""

    async def health(_request: Request) -> Response:
        state: dict[str, Any] = {"database": await database.answers(), "env": settings.env}
        return JSONResponse(state, status_code=200 if state["database"] else 503)

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/healthz", health), Route("/metrics", metrics)])
