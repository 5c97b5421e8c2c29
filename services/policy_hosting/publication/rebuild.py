"""Rendering every tenant's pages again from the database, whatever the site store holds."""

from services.policy_hosting.publication.pdf import PdfPublisher
from services.policy_hosting.publication.publisher import Publisher
from services.policy_hosting.settings import Settings
from services.policy_hosting.tenant_named import tenant_named
from services.policy_hosting.versions import revision
from shared.tenancy.profile import all_tenants
from shared.tenancy.unit_of_work import unit_of_work


async def rebuild(settings: Settings, slug: str | None = None) -> int:
    """One tenant's pages or everybody's; answers how many centers were rendered."""
    publisher, pdf = Publisher(settings), PdfPublisher(settings)
    tenants = [await tenant_named(slug, settings)] if slug else await all_tenants()
    for tenant in tenants:
        async with unit_of_work(tenant):
            await revision.bump()
            await publisher.publish(anew=True)
            await pdf.publish(anew=True)
    return len(tenants)
