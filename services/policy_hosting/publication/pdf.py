"""The PDF form of every public version, in a job and a manifest of its own: pages never wait for it."""

import asyncio
import hashlib
import json
from dataclasses import asdict

from services.policy_hosting.publication.addresses import Addresses
from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.furniture import shown, title_of
from services.policy_hosting.publication.naming import standing
from services.policy_hosting.publication.publisher import center_of
from services.policy_hosting.publication.reading_text import ReadText, read_text
from services.policy_hosting.settings import Settings
from services.policy_hosting.texts.pdf.head import PdfHead
from services.policy_hosting.versions import revision
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion
from shared.bus import outbox
from shared.events import PagesPublished, PdfsDue
from shared.i18n import translator
from shared.sites import Entry, Manifest, OlderRevision, Page, Redirect, Sites
from shared.tenancy import current
from shared.tenancy.unit_of_work import execute

MANIFEST = "policy_hosting-pdf"
TYPE = "application/pdf"
Entries = dict[str, Page | Redirect | Entry]


class PdfPublisher:
    """Makes PDFs and keeps them in the site store; what stands there and would come out the same is not made again."""

    def __init__(self, settings: Settings, sites: Sites | None = None) -> None:
        self.settings = settings
        self.sites = sites or Sites.of(settings)

    async def render_pdfs(self, event: PdfsDue) -> None:
        """Publish the PDFs of the tenant's state as committed."""
        del event  # it says that something changed; what is true now stands in the database
        await self.publish()

    async def publish(self, *, anew: bool = False) -> None:
        """Render and replace the manifest; nothing to do where a later rendering has it already."""
        tenant = current.tenant()
        await execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"pdf {tenant}")
        manifest = await self.sites.manifest(tenant, MANIFEST)
        if manifest and manifest.revision >= await revision.current() and not anew:
            return
        center = await center_of(tenant, self.settings)
        if center is None:
            return
        counted = center.publication.revision
        standing = manifest if manifest and not anew else Manifest(0)
        entries = await asyncio.to_thread(_entries, center, standing)
        try:
            changed = await self.sites.publish(tenant, MANIFEST, entries, revision=counted, verify=anew)
        except OlderRevision:
            return
        if changed:
            await outbox.record(PagesPublished(service="policy_hosting", revision=counted), aggregate=tenant)


def _entries(center: Center, standing: Manifest) -> Entries:
    entries: Entries = {}
    for locale in center.profile.locales:
        own = Addresses(locale)
        for document in center.documents:
            for version in document.versions:
                path = own.version_form(document.slug, version.number, "pdf")
                entries[path] = _entry(center, document, version, locale, standing.entries.get(path))
            newest = own.version_form(document.slug, shown(document).number, "pdf")
            entries[own.form(document.slug, "pdf")] = entries[newest]
    return entries


def _entry(
    center: Center, document: PublicDocument, version: PublicVersion, locale: str, standing: Entry | Redirect | None
) -> Page | Entry:
    read = read_text(document, version, locale)
    head = _head(center, document, version, locale, read)
    source = _mark(head, read, center.headers)
    if isinstance(standing, Entry) and standing.source == source:
        return standing
    from services.policy_hosting.texts.pdf.setting import to_pdf  # noqa: PLC0415  40 MB that only PDFs need

    return Page(to_pdf(read.document, head), TYPE, language=locale, headers=center.headers, source=source)


def _head(center: Center, document: PublicDocument, version: PublicVersion, locale: str, read: ReadText) -> PdfHead:
    words = translator(locale)
    day = words.date(version.effective_on)
    return PdfHead(
        title=title_of(document, version, locale)[0],
        company=center.profile.legal_entity or center.profile.name,
        language=read.locale,
        standing=words.gettext("Version {number}, from {day}", number=version.number, day=day),
        address=center.origin + Addresses(locale).version(document.slug, version.number),
        hash=version.content_hash,
        notice=standing(center.profile, locale),
        date=version.effective_on,
    )


def _mark(head: PdfHead, read: ReadText, headers: tuple[tuple[str, str], ...]) -> str:
    """What the PDF is made from and sent with, in few letters."""
    made_from = json.dumps([asdict(head), asdict(read.source), headers], default=str, ensure_ascii=False)
    return hashlib.sha256(made_from.encode()).hexdigest()[:32]
