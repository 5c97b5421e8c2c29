"""Publishing every tenant's stylesheet, mark and host files again from the database."""

from services.tenant_auth.tenants.publisher import Publisher
from services.tenant_auth.tenants.tenant import Tenant
from shared.settings import Installation
from shared.tenancy.unit_of_work import unit_of_work


async def rebuild(settings: Installation, slug: str | None = None) -> int:
    """One tenant's or everybody's; answers how many there are."""
    publisher = Publisher(settings)
    tenants = [await Tenant.named(slug)] if slug else await Tenant.everyone()
    for tenant in tenants:
        async with unit_of_work(tenant.id):
            await publisher.publish_all()
    return len(tenants)
