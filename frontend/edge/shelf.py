"""What the edge holds of one tenant: the index of all its services' manifests, and pages made ready."""

from collections.abc import Callable, Mapping
from typing import TypeVar
from uuid import UUID

from frontend.edge.prepared import Prepared
from shared.sites import Entry, HostFile, Published, Redirect, Timeline

T = TypeVar("T")
# A parsed manifest takes this many times its size in the store; measured.
_GROWTH = 4
_OVERHEAD = 3000


class Shelf:
    """One tenant. `pages` are ready and present, `former` were replaced and stand in while the store is silent."""

    def __init__(self, tenant: UUID, forgotten: Callable[["Shelf"], object]) -> None:
        self.tenant = tenant
        self.tags: dict[str, str] = {}
        self.paths: Mapping[str, Entry | Redirect] = {}
        self.timelines: Mapping[str, Timeline] = {}
        self.errors: Mapping[str, Entry] = {}
        self.pages: dict[str, Prepared] = {}
        self.former: dict[str, Prepared] = {}
        self.hosts: set[str] = set()
        self.weight = _OVERHEAD
        self.used = 0.0
        self._forgotten = forgotten

    def lay(self, found: Mapping[str, Published]) -> int:
        """Take new manifests over; answers by how much the shelf grew."""
        manifests = [found[service].manifest for service in sorted(found)]
        self.tags = {service: published.tag for service, published in found.items()}
        self.paths = _merged([manifest.entries for manifest in manifests])
        self.timelines = _merged([manifest.timelines for manifest in manifests])
        self.errors = _merged([manifest.errors for manifest in manifests])
        for name, prepared in list(self.pages.items()):
            if self.entry(name) != prepared.entry:
                del self.pages[name]
                self.former[name] = prepared
        return _OVERHEAD + _GROWTH * sum(published.size for published in found.values()) - self.weight

    def entry(self, name: str) -> Entry | Redirect | None:
        """By path, or by the name of an error page."""
        return self.paths.get(name) or self.errors.get(name)

    def take_away(self, name: str, prepared: Prepared) -> None:
        for place in (self.pages, self.former):
            if place.get(name) is prepared:
                del place[name]

    def forget(self) -> None:
        self._forgotten(self)


class Standing:
    """A host that is known: its file, its tenant's shelf, and until when both need no second look."""

    __slots__ = ("file", "fresh_until", "shelf", "spellings", "tag")

    def __init__(self, tag: str, file: HostFile, shelf: Shelf) -> None:
        self.tag = tag
        self.file = file
        self.shelf = shelf
        self.fresh_until = 0.0
        self.spellings: set[bytes] = set()


def _merged(parts: list[Mapping[str, T]]) -> Mapping[str, T]:
    if len(parts) == 1:
        return parts[0]
    return {name: value for part in parts for name, value in part.items()}
