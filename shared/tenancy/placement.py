"""Where a tenant's rows lie: the one seam for tenants with a database of their own."""

from enum import StrEnum
from uuid import UUID

POOLED = "pooled"
_placed: dict[UUID, str] = {}


class Role(StrEnum):
    """The database roles of a service; `owner` migrates and never serves."""

    OWNER = "owner"
    APP = "app"
    RELAY = "relay"


def database_of(tenant: UUID) -> str:
    """The placement that holds this tenant's rows."""
    return _placed.get(tenant, POOLED)


def databases() -> list[str]:
    """Every placement; migrations, relays and rebuilds go through all of them."""
    return [POOLED, *sorted(set(_placed.values()) - {POOLED})]


def place(tenant: UUID, database: str) -> None:
    """Remember that a tenant's rows lie apart (no tenant's do yet; a test holds the seam open)."""
    _placed[tenant] = database
