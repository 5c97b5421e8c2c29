"""Publishing: what is committed is rendered under a lock and replaces the tenant's manifest in one write."""

import asyncio
from uuid import UUID

from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.render import Rendered, render_center
from services.policy_hosting.publication.well_known import next_renewal
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions import revision
from services.policy_hosting.versions.reading import publication
from shared import clock
from shared.bus import outbox
from shared.errors import Missing
from shared.events import PagesPublished, PdfsDue, PublicationDue, TenantChanged
from shared.sites import OlderRevision, Sites
from shared.tenancy import current
from shared.tenancy.profile import copy, profile
from shared.tenancy.unit_of_work import execute

SERVICE = "policy_hosting"


class Publisher:
    """Renders a tenant's pages and keeps them in the site store; one per process."""

    def __init__(self, settings: Settings, sites: Sites | None = None) -> None:
        self.settings = settings
        self.sites = sites or Sites.of(settings)

    async def render_pages(self, event: PublicationDue) -> None:
        """Publish the tenant's state as committed; nothing to do where a later rendering has it already.

        The PDFs come after, for side by side both would take twice as long. They are always asked for: a rendering
        that was cut off between its manifest and its commit has left that to the next one.
        """
        counted = await self.publish(anew=event.renew)
        await outbox.record(PdfsDue(revision=counted), aggregate=current.tenant())
        if event.renew:
            await _renew_next_month()

    async def dress_anew(self, event: TenantChanged) -> None:
        """A new name, language or contact is on every page, and in the PDFs.

        Rendering is a job of its own: here the tenant's counter is held, and whoever publishes waits for it.
        """
        await copy(event)  # the copying handler may come later
        await revision.bump()
        await outbox.record(PublicationDue())
        await _renew_next_month()

    async def publish(self, *, anew: bool = False) -> int:
        """Render and replace the manifest; `anew` also where its revision says that it is up to date."""
        tenant = current.tenant()
        await execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"pages {tenant}")
        manifest = await self.sites.manifest(tenant, SERVICE)
        if manifest and manifest.revision >= await revision.current() and not anew:
            return manifest.revision
        center = await center_of(tenant, self.settings)
        if center is None:
            return 0
        counted = center.publication.revision
        rendered: Rendered = await asyncio.to_thread(render_center, center, clock.today(center.profile.zone))
        try:
            await self.sites.publish(
                tenant,
                SERVICE,
                rendered.entries,
                revision=counted,
                timelines=rendered.timelines,
                errors=rendered.errors,
            )
        except OlderRevision:  # somebody was faster, with more
            return counted
        await outbox.record(PagesPublished(service=SERVICE, revision=counted), aggregate=tenant)
        return counted


async def center_of(tenant: UUID, settings: Settings) -> Center | None:
    """The center as committed; None while the tenant's profile is on its way, whose coming will publish."""
    try:
        who = await profile()
    except Missing:
        return None
    return Center(tenant=tenant, profile=who, publication=await publication(), settings=settings)


async def _renew_next_month() -> None:
    """security.txt expires, so pages are rendered again each month (RFC 9116, 2.5.5): one timer, whoever asks."""
    due = next_renewal(clock.now().date())
    if await revision.renews_on(due.date()):
        await outbox.record(PublicationDue(renew=True), due_at=due)
