"""Finding a tenant by its slug, as the world does: by the host it answers on."""

import asyncio
import time
from uuid import UUID

from shared.errors import Missing, Problem
from shared.settings import Installation
from shared.sites import Sites
from shared.tenancy.profile import profile
from shared.tenancy.unit_of_work import unit_of_work

PATIENCE = 10.0  # a tenant made a moment ago is still on its way over the bus; on a busy machine that takes seconds
PATIENCE_ONCE_SEEN = 30.0  # its host is there already, so it will come, however busy the machine
_PAUSE = 0.1


async def tenant_named(slug: str, settings: Installation) -> UUID:
    """The tenant with this slug, once this service has its profile; raises Missing."""
    sites, began = Sites.of(settings), time.monotonic()
    while True:
        host = await sites.host(f"{slug}.{settings.domain}") if _is_label(slug) else None
        if host is not None and await _known(host.tenant):
            return host.tenant
        if time.monotonic() - began > (PATIENCE if host is None else PATIENCE_ONCE_SEEN) or not _is_label(slug):
            reason = f"there is no tenant {slug!r}"
            raise Missing(f"tenant: {reason}", problems=[Problem("tenant", reason)])
        await asyncio.sleep(_PAUSE)


async def _known(tenant: UUID) -> bool:
    async with unit_of_work(tenant):
        try:
            await profile()
        except Missing:
            return False
    return True


def _is_label(slug: str) -> bool:
    return slug.isascii() and slug.replace("-", "").isalnum() and slug == slug.lower()
