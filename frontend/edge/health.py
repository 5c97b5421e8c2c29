"""Whether this edge and the services behind it can do their work."""

import asyncio
import time

from frontend.edge.upstream import Services, ServiceSilent
from shared.sites import Sites
from shared.storage import StorageUnreachable

_REMEMBERED_SECONDS = 0.5
_PATIENCE = 2.0


class Health:
    """Asks every service's internal port; an answer is kept for a moment so that asking costs nothing."""

    def __init__(self, internals: Services, sites: Sites) -> None:
        self.internals = internals
        self.sites = sites
        self._state: dict[str, bool] = {}
        self._until = 0.0
        self._turn = asyncio.Lock()

    async def state(self) -> dict[str, bool]:
        """Each part by name: ready or not."""
        async with self._turn:
            if time.monotonic() > self._until:
                names = sorted(self.internals.places)
                ready = await asyncio.gather(self._store(), *(self._service(name) for name in names))
                self._state = dict(zip(["site_store", *names], ready, strict=True))
                self._until = time.monotonic() + _REMEMBERED_SECONDS
            return self._state

    async def _store(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.sites.storage.look("hosts/none")
        except (StorageUnreachable, TimeoutError):
            return False
        return True

    async def _service(self, name: str) -> bool:
        try:
            headers = [(b"host", b"internal")]
            async with self.internals.ask(name, "GET", "/healthz", headers, seconds=_PATIENCE) as response:
                return bool(response.status == 200)  # noqa: PLR2004  OK
        except ServiceSilent:
            return False
