"""The auth host: the service's app with a console that may ask it, and a browser at it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from infra.local.assets import build
from services.tenant_auth.routes import routes
from services.tenant_auth.settings import Settings
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.web.app import create_app
from tests.support import signed_in
from tests.support.relying_party import RelyingParty, browsing, provider_settings
from tests.support.staff import Staff, founded


@pytest.fixture(scope="session")
def static() -> Path:
    return build()


@pytest.fixture
def provider(settings: ServiceSettings, static: Path) -> Settings:
    """The settings of an auth host."""
    del static
    return provider_settings(settings)


@pytest.fixture
def auth_host(database: Database, provider: Settings) -> Starlette:
    return create_app("tenant_auth", routes, provider, database.activate)


@pytest.fixture
async def browser(auth_host: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    async with browsing(auth_host) as client:
        yield client


@pytest.fixture
def party(auth_host: Starlette) -> RelyingParty:
    """The console, as a strict client."""
    return RelyingParty(auth_host)


@pytest.fixture
async def staff(database: Database, provider: Settings, static: Path) -> Staff:
    """An owner in a company of the test's own, at the console."""
    told = replace(provider, static=static)
    app = create_app("tenant_auth", routes, told, database.activate, tokens=signed_in.check(told))
    return await founded(app, told, "Acme", "active", None)
