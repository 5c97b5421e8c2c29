"""What tenant_auth does when a tenant changed: publish its stylesheet and mark, and say whose its hosts are."""

from services.tenant_auth.tenants.tenant import Profile
from services.tenant_auth.themes.icon import icon
from services.tenant_auth.themes.logo import Logos
from services.tenant_auth.themes.stylesheet import stylesheet
from shared.bus import outbox
from shared.events.pages import PagesPublished
from shared.events.tenant_auth import TenantChanged
from shared.settings import Installation
from shared.sites import HostFile, Page, Sites
from shared.sites.sites import OlderRevision
from shared.tenancy import current
from shared.tenancy.unit_of_work import execute
from shared.web.templates import assets

SERVICE = "tenant_auth"


class Publisher:
    """Holds the site store and the built files; one per process."""

    def __init__(self, settings: Installation) -> None:
        self.sites = Sites.of(settings)
        self.asset = assets(settings.static)

    async def publish(self, event: TenantChanged) -> None:
        """Publish from committed state; heard twice or late it writes the same bytes or nothing."""
        del event  # it says that something changed; what is true now stands in the database
        await self.publish_all()

    async def publish_all(self) -> None:
        """The stylesheet, the mark, the logos, then the host files."""
        tenant = current.tenant()
        await execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"pages {tenant}")
        profile = await Profile.locked()
        public = await profile.public()
        theme = profile.own_theme()
        entries = {
            "/theme.css": Page(stylesheet(theme, self.asset).encode(), "text/css; charset=utf-8"),
            "/icon.svg": Page(icon(theme, public.name).encode(), "image/svg+xml"),
            **await Logos.pages(),
        }
        try:
            await self.sites.publish(tenant, SERVICE, entries, revision=profile.revision)
        except OlderRevision:
            return
        for host in public.hosts:
            file = HostFile(
                tenant=tenant,
                slug=public.slug,
                state=public.state,
                primary=public.hosts[0],
                locales=public.locales,
                revision=profile.revision,
            )
            await self.sites.write_host(host, file)
        await outbox.record(PagesPublished(service=SERVICE, revision=profile.revision), aggregate=tenant)
