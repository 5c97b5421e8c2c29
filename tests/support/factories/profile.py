"""Tenant profiles for tests: Acme, unless the test says otherwise."""

from typing import Any
from uuid import UUID

from shared.events import TenantChanged, TenantProfile
from shared.events.tenant_auth import Address, Authority, Contact


def profile(slug: str, **said: Any) -> TenantProfile:
    """A complete profile; `said` replaces its fields."""
    ordinary: dict[str, Any] = {
        "name": "Acme",
        "legal_entity": "Acme SAS",
        "address": Address(street="1 rue de l’Essai", postcode="75001", city="Paris", country="FR"),
        "country": "FR",
        "zone": "Europe/Paris",
        "locales": ("en", "fr"),
        "contacts": (Contact(kind="email", purpose="privacy", value=f"privacy@{slug}.example"),),
        "authority": Authority(name="CNIL", url="https://www.cnil.fr", country="FR"),
        "hosts": (f"{slug}.localhost",),
    }
    return TenantProfile(slug=slug, **{**ordinary, **said})


def profile_changed(tenant: UUID, revision: int = 1, **said: Any) -> TenantChanged:
    """What `tenant_auth` would say of this tenant; the slug is made from its id, so that no two collide."""
    return TenantChanged(revision=revision, profile=profile(f"acme-{tenant.hex[-12:]}", **said))
