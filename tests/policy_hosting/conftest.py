"""The console and the API of policy_hosting as their callers meet them."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

import httpx2
import pytest

from infra.local.assets import build
from services.policy_hosting.permissions import Permission
from services.policy_hosting.routes import routes
from services.policy_hosting.settings import Settings
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.web.app import create_app
from tests.support import signed_in
from tests.support.asking import asking, from_edge


@dataclass
class Staff:
    """A member with a browser: asks as the edge does, with a token of their own."""

    client: httpx2.AsyncClient
    settings: Settings
    tenant: UUID
    slug: str
    name: str = "Ada Lovelace"
    id: UUID = field(default_factory=new_id)
    may: tuple[str, ...] = tuple(Permission)

    def headers(self, **claims: Any) -> dict[str, str]:
        who = {"name": self.name, "sub": str(self.id)}
        token = signed_in.bearer(self.settings, self.tenant, *self.may, slug=self.slug, **(who | claims))
        return from_edge(None) | token

    async def sees(self, path: str, **claims: Any) -> httpx2.Response:
        """A page of the tenant's console."""
        return await self.client.get(f"/{self.slug}{path}", headers=self.headers(**claims))

    async def sends(self, path: str, claims: Mapping[str, Any] | None = None, /, **typed: Any) -> httpx2.Response:
        """A form."""
        data = {name.replace("__", "."): value for name, value in typed.items()}
        return await self.client.post(f"/{self.slug}{path}", data=data, headers=self.headers(**(claims or {})))

    def other(self, name: str, *may: str) -> "Staff":
        """A colleague."""
        return Staff(self.client, self.settings, self.tenant, self.slug, name, may=may or tuple(Permission))


@pytest.fixture
def console_settings(settings: ServiceSettings) -> Settings:
    said = {each.name: getattr(settings, each.name) for each in fields(settings)}
    return Settings(**{**said, "public_url": "https://{host}", "static": build()})


@pytest.fixture
async def staff(database: Database, tenant: UUID, console_settings: Settings) -> AsyncIterator[Staff]:
    app = create_app(
        "policy_hosting", routes, console_settings, database.activate, tokens=signed_in.check(console_settings)
    )
    async with asking(app) as client:
        yield Staff(client, console_settings, tenant, f"acme-{tenant.hex[-12:]}")
