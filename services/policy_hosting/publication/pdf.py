"""The PDF form of every public version, in a job and a manifest of its own: pages never wait for it."""

import asyncio
from collections import OrderedDict

from services.policy_hosting.publication.addresses import Addresses
from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.furniture import shown, title_of
from services.policy_hosting.publication.publisher import center_of
from services.policy_hosting.publication.reading_text import read_text
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion
from shared.bus import outbox
from shared.events import PagesPublished, PublicationDue
from shared.i18n import Translator, translator
from shared.sites import OlderRevision, Page, Redirect, Sites
from shared.tenancy import current
from shared.tenancy.unit_of_work import execute

MANIFEST = "policy_hosting-pdf"
TYPE = "application/pdf"
_KEPT = 256
Key = tuple[str, ...]


class PdfPublisher:
    """Makes PDFs and keeps them in the site store; what was made before and has not changed is not made again."""

    def __init__(self, settings: Settings, sites: Sites | None = None) -> None:
        self.settings = settings
        self.sites = sites or Sites.of(settings)
        self._made: OrderedDict[Key, bytes] = OrderedDict()

    async def render_pdfs(self, event: PublicationDue) -> None:
        """Publish the PDFs of the tenant's state as committed."""
        await self.publish(anew=event.renew)

    async def publish(self, *, anew: bool = False) -> None:
        """Render and replace the manifest; nothing to do where a later rendering has it already."""
        tenant = current.tenant()
        await execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"pdf {tenant}")
        center = await center_of(tenant, self.settings)
        if center is None:
            return
        counted = center.publication.revision
        manifest = await self.sites.manifest(tenant, MANIFEST)
        if manifest and manifest.revision >= counted and not anew:
            return
        entries = await asyncio.to_thread(self._render, center)
        try:
            changed = await self.sites.publish(tenant, MANIFEST, entries, revision=counted)
        except OlderRevision:
            return
        if changed:
            await outbox.record(PagesPublished(service="policy_hosting", revision=counted), aggregate=tenant)

    def _render(self, center: Center) -> dict[str, Page | Redirect]:
        entries: dict[str, Page | Redirect] = {}
        for locale in center.profile.locales:
            own = Addresses(locale)
            for document in center.documents:
                for version in document.versions:
                    path = own.version_form(document.slug, version.number, "pdf")
                    entries[path] = Page(self._pdf(center, document, version, locale), TYPE, language=locale)
                newest = own.version_form(document.slug, shown(document).number, "pdf")
                entries[own.form(document.slug, "pdf")] = entries[newest]
        return entries

    def _pdf(self, center: Center, document: PublicDocument, version: PublicVersion, locale: str) -> bytes:
        from services.policy_hosting.texts.pdf import PdfHead, to_pdf  # noqa: PLC0415  40 MB nobody else needs

        words = translator(locale)
        read = read_text(document, version, locale)
        head = PdfHead(
            title=title_of(document, version, locale)[0],
            company=center.profile.legal_entity or center.profile.name,
            language=read.locale,
            standing=words.gettext(
                "Version {number}, from {day}", number=version.number, day=words.date(version.effective_on)
            ),
            address=center.origin + Addresses(locale).version(document.slug, version.number),
            hash=version.content_hash,
            notice=_demonstration(words) if center.profile.demonstration else "",
            date=version.effective_on,
        )
        key = (repr(head), version.content_hash, read.locale)
        if key not in self._made:
            self._made[key] = to_pdf(read.document, head)
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        return self._made[key]


def _demonstration(words: Translator) -> str:
    """The same two sentences as on every page of a demonstration."""
    what = words.gettext("Demonstration.")
    why = words.gettext(
        "Not the policy of this company. Written from facts in a public text; details marked ◦ are invented."
    )
    return f"{what} {why}"
