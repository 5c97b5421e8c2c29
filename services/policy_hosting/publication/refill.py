"""Saying the promises in force again for every tenant, so that copies of them can be mended."""

from services.policy_hosting.versions import revision
from services.policy_hosting.versions.public_promises import public_promises
from shared.bus import outbox
from shared.events import PromisesChanged
from shared.tenancy import current
from shared.tenancy.profile import all_tenants
from shared.tenancy.unit_of_work import unit_of_work


async def say_promises() -> int:
    """Say every tenant's promises once more; answers how many tenants there are."""
    tenants = await all_tenants()
    for tenant in tenants:
        async with unit_of_work(tenant):
            said = PromisesChanged(revision=await revision.current(), promises=await public_promises())
            await outbox.record(said, aggregate=current.tenant())
    return len(tenants)
