"""Tenants as `tenant_auth` knows them: Acme, of France, in two languages."""

from typing import Any

from services.tenant_auth.tenants.tenant import Tenant
from shared.ids import new_id

ACME: dict[str, Any] = {"name": "Acme", "country": "FR", "locales": ["fr", "en"]}


def fresh_slug(name: str = "acme") -> str:
    """No two tests share a database row, so no two share a slug."""
    return f"{name}-{new_id().hex[-12:]}"


async def made(slug: str | None = None, *, theme: dict[str, Any] | None = None, **more: Any) -> Tenant:
    """A tenant in the directory."""
    slug = slug or fresh_slug()
    await Tenant.create_tenant(slug, ACME | more, theme, domain="localhost")
    return await Tenant.named(slug)
