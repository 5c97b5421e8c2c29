"""Publishing and reading: blobs first, then one manifest in one write."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from shared.errors import Conflict, Invalid
from shared.settings import Installation
from shared.sites.encodings import Blob, blob_key, blob_of, encode
from shared.sites.garbage import collect
from shared.sites.host import HostFile, host_from_json, host_key
from shared.sites.manifest import Entry, Manifest, manifest_from_json
from shared.sites.page import Page, Redirect, Timeline, check_page, check_path, check_redirect
from shared.storage import Nothing, Storage, StorageUnreachable, Stored, open_storage

_AT_ONCE = 8
# A blob this young is safe from the garbage collection (seven days) while its manifest is being written.
_YOUNG = timedelta(days=1)


class OlderRevision(Conflict):
    """A newer publication stands already; what was rendered from older state is dropped."""


@dataclass(frozen=True, slots=True)
class Published:
    """A manifest, the tag it has in the store and its size there."""

    tag: str
    size: int
    manifest: Manifest


class Sites:
    """The site store of an installation."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    @classmethod
    def open(cls, place: str | Path) -> "Sites":
        """A folder's path or `s3://bucket/prefix`."""
        return cls(open_storage(place))

    @classmethod
    def of(cls, installation: Installation) -> "Sites":
        """Where the settings say: AVOW_SITES, else the folder `sites` in AVOW_DATA."""
        return cls.open(installation.sites or installation.data / "sites")

    async def publish(
        self,
        tenant: UUID,
        service: str,
        entries: Mapping[str, Page | Redirect | Entry],
        *,
        revision: int,
        timelines: Mapping[str, Timeline] | None = None,
        errors: Mapping[str, Page] | None = None,
        verify: bool = False,
    ) -> bool:
        """Replace what the service publishes for the tenant; True if anything changed.

        An unchanged page is neither compressed nor written again, unless `verify` asks to mend a damaged store;
        an Entry of the manifest that stands is kept as it is.
        """
        _check(entries, errors or {})
        key = _manifest_key(tenant, service)
        stored = await self.storage.read(key)
        before = _readable(stored)
        if before and before.revision > revision:
            raise OlderRevision(f"Revision {before.revision} of {service} is published; {revision} is older.")
        known = Manifest(0) if before is None or verify else before
        pages = {path: page for path, page in entries.items() if isinstance(page, Page)}
        made, blobs = await asyncio.to_thread(_encode, {**pages, **_named(errors or {})}, known)
        await self._write_blobs(blobs)
        manifest = Manifest(
            revision,
            {path: made[path] if isinstance(entry, Page) else entry for path, entry in entries.items()},
            timelines or {},
            {name: made[_ERROR + name] for name in errors or {}},
        )
        body = manifest.to_json()
        if isinstance(stored, Stored) and stored.body == body:
            return False
        await self.storage.replace(key, body, known=stored.tag if isinstance(stored, Stored) else "")
        return True

    async def manifest(self, tenant: UUID, service: str) -> Manifest | None:
        stored = await self.storage.read(_manifest_key(tenant, service))
        return None if isinstance(stored, Nothing) else _whole(stored)

    async def manifests(self, tenant: UUID, *, known: Mapping[str, str] | None = None) -> dict[str, Published] | None:
        """All that is published for the tenant, by service; None if these are the tags the caller knows."""
        prefix = f"sites/{tenant}/"
        held = None if known is None else {_manifest_key(tenant, service): tag for service, tag in known.items()}
        found = await self.storage.read_below(prefix, known=held)
        if found is Nothing.UNCHANGED:
            return None
        return {
            key.removeprefix(prefix).removesuffix(".json"): Published(stored.tag, len(stored.body), _whole(stored))
            for key, stored in found.items()
        }

    async def withdraw(self, tenant: UUID, service: str) -> None:
        """Publish nothing more for the tenant."""
        await self.storage.delete(_manifest_key(tenant, service))

    async def blob(self, blob: Blob) -> bytes:
        """The bytes; a blob that is missing or cut short means a damaged store, not an empty page."""
        stored = await self.storage.read(blob_key(blob.sha256))
        if isinstance(stored, Nothing) or len(stored.body) != blob.size:
            raise StorageUnreachable("A published page has lost its bytes; rebuild the pages.")
        return stored.body

    async def write_host(self, host: str, file: HostFile) -> bool:
        """Say who answers on a host; an older revision than the stored one changes nothing."""
        key = host_key(host)
        stored = await self.storage.read(key)
        if isinstance(stored, Stored):
            before = host_from_json(stored.body)
            # A host that went to another tenant starts counting anew.
            if before == file or (before.tenant == file.tenant and before.revision > file.revision):
                return False
        await self.storage.replace(key, file.to_json(), known=stored.tag if isinstance(stored, Stored) else "")
        return True

    async def host(self, host: str) -> HostFile | None:
        stored = await self.storage.read(host_key(host))
        return host_from_json(stored.body) if isinstance(stored, Stored) else None

    async def tagged_host(self, host: str, *, known: str = "") -> tuple[str, HostFile] | Nothing:
        """The host's file with its tag, or why there is none to read."""
        stored = await self.storage.read(host_key(host), known=known)
        if isinstance(stored, Nothing):
            return stored
        try:
            return stored.tag, host_from_json(stored.body)
        except (ValueError, KeyError, TypeError):
            raise StorageUnreachable("A host file is damaged.") from None

    async def hosts(self) -> AsyncIterator[tuple[str, HostFile]]:
        """Every host with its file, in no order."""
        async for item in self.storage.walk("hosts/"):
            host = item.key.removeprefix("hosts/").removesuffix(".json")
            file = await self.host(host)
            if file:
                yield host, file

    async def remove_host(self, host: str) -> None:
        await self.storage.delete(host_key(host))

    async def collect_garbage(self, days: int = 7) -> int:
        """Remove the blobs that no manifest names and that are older than `days`; answers how many."""
        return await collect(self.storage, days)

    async def _write_blobs(self, blobs: Mapping[str, bytes]) -> None:
        gate = asyncio.Semaphore(_AT_ONCE)

        async def write(sha256: str, body: bytes) -> None:
            async with gate:
                found = await self.storage.look(blob_key(sha256))
                young = found and found.size == len(body) and found.modified > datetime.now(UTC) - _YOUNG
                if not young:
                    await self.storage.write(blob_key(sha256), body)

        async with asyncio.TaskGroup() as group:
            for sha256, body in blobs.items():
                group.create_task(write(sha256, body))


_ERROR_NAME = re.compile(r"[45][0-9]{2}/[A-Za-z0-9-]{2,35}")
_ERROR = "error:"  # no path begins so


def _manifest_key(tenant: UUID, service: str) -> str:
    return f"sites/{tenant}/{service}.json"


def _whole(stored: Stored) -> Manifest:
    manifest = _readable(stored)
    if manifest is None:
        raise StorageUnreachable("A manifest is damaged; rebuild the pages.")
    return manifest


def _readable(stored: Stored | Nothing) -> Manifest | None:
    """A damaged manifest is none: to a reader the store fails, to a publisher there is nothing to keep."""
    if isinstance(stored, Nothing):
        return None
    try:
        return manifest_from_json(stored.body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _named(errors: Mapping[str, Page]) -> dict[str, Page]:
    """Error pages answer with the status in their name, whatever the page says."""
    return {_ERROR + name: replace(page, status=int(name.split("/")[0])) for name, page in errors.items()}


def _check(entries: Mapping[str, Page | Redirect | Entry], errors: Mapping[str, Page]) -> None:
    for path, entry in entries.items():
        check_path(path)
        if isinstance(entry, Redirect):
            check_redirect(path, entry)
        elif isinstance(entry, Page):
            check_page(path, entry)
    for name, page in errors.items():
        if not _ERROR_NAME.fullmatch(name):
            raise Invalid(f"An error page is named by status and locale, such as 404/fr: {name!r} is not.")
        check_page(name, page)


def _encode(pages: Mapping[str, Page], before: Manifest) -> tuple[dict[str, Entry], dict[str, bytes]]:
    """The entries of all pages, and the bytes of those blobs the manifest before did not name."""
    named = {
        (entry.type, entry.blobs["identity"].sha256): entry.blobs
        for entry in (*before.entries.values(), *before.errors.values())
        if isinstance(entry, Entry)
    }
    entries: dict[str, Entry] = {}
    fresh: dict[str, bytes] = {}
    for name, page in pages.items():
        blobs = named.get((page.type, blob_of(page.body).sha256))
        if blobs is None:
            bodies = {encoding: (blob_of(body), body) for encoding, body in encode(page.body, page.type).items()}
            blobs = {encoding: blob for encoding, (blob, _) in bodies.items()}
            fresh |= {blob.sha256: body for blob, body in bodies.values()}
        entries[name] = Entry(page.type, blobs, page.language, page.status, page.headers, page.source)
    return entries, fresh
