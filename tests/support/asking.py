"""Asking a service's app as the edge does: a client over ASGI, with the installation's secret."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import httpx2
from starlette.types import ASGIApp

SECRET = "edge-secret"


def from_edge(tenant: UUID | None, **more: str) -> dict[str, str]:
    """The headers the edge adds; `more` by keyword, `avow_client` for `Avow-Client`."""
    headers = {"avow-edge": SECRET, "avow-request-id": "req-1", "avow-client": "192.0.2.0/24"}
    if tenant is not None:
        headers["avow-tenant"] = str(tenant)
    return headers | {name.replace("_", "-"): value for name, value in more.items()}


@asynccontextmanager
async def asking(app: ASGIApp) -> AsyncIterator[httpx2.AsyncClient]:
    """A client on the app; what the app raises is raised here, so nothing it should have caught stays unseen."""
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://acme.localhost") as client:
        yield client
