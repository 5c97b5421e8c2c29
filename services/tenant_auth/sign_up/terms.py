"""The operator's terms and processing agreement, as their own center publishes them, and who accepted which."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise import fields

from shared import clock
from shared.settings import Installation
from shared.sites import Entry, Sites
from shared.sites.host import is_host
from shared.storage import StorageUnreachable
from shared.tenancy.model import TenantModel

DOCUMENTS = ("terms", "processing-agreement")


@dataclass(frozen=True)
class Offered:
    """One text in one language; without a version the operator publishes none."""

    document: str
    locale: str
    version: int | None = None
    sha256: str | None = None
    url: str = ""


class Acceptance(TenantModel):
    """That a person accepted a text for the company; written once, never changed."""

    document = fields.CharField(40)
    version: int | None = fields.IntField(null=True)
    locale = fields.CharField(20)
    sha256: Any = fields.CharField(64, null=True)
    person: UUID = fields.UUIDField()
    accepted_at: datetime = fields.DatetimeField()

    class Meta:
        table = "acceptances"


async def offered(settings: Installation, locale: str) -> list[Offered]:
    """What stands to be accepted now; in the reader's language if the operator speaks it."""
    host = f"{settings.operator_slug}.{settings.domain}"
    sites = Sites.of(settings)
    try:
        file = await sites.host(host) if is_host(host) else None
        manifest = await sites.manifest(file.tenant, "policy_hosting") if file else None
    except StorageUnreachable:
        manifest = None
    if file is None or manifest is None:
        return [Offered(document, locale) for document in DOCUMENTS]
    found = []
    for document in DOCUMENTS:
        line = manifest.timelines.get(document)
        version = line.at(clock.now().date()) if line else None
        for spoken in (locale, *file.locales):
            path = f"/{spoken}/policies/{document}/versions/{version}"
            entry = manifest.entries.get(path) if version else None
            if isinstance(entry, Entry):
                url = settings.url(host) + path
                found.append(Offered(document, spoken, version, entry.blobs["identity"].sha256, url))
                break
        else:
            found.append(Offered(document, locale))
    return found


async def accept(texts: list[Offered], person: UUID) -> None:
    """Record it in the running unit of work of the company."""
    for text in texts:
        await Acceptance.create(
            document=text.document,
            version=text.version,
            locale=text.locale,
            sha256=text.sha256,
            person=person,
            accepted_at=clock.now(),
        )


def seal_of(texts: list[Offered]) -> str:
    """What the form sends back, so that nobody accepts a text that changed while they read."""
    return " ".join(f"{text.document}:{text.sha256 or '-'}" for text in texts)
