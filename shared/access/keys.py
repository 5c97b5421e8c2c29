"""The provider's public keys as a service knows them: fetched from its internal port, asked again for a new name."""

import asyncio
import time

from joserfc.jwk import KeySet

from shared.errors import Unavailable
from shared.http import Neighbour
from shared.settings import Installation, addresses

_FRESH_SECONDS = 600
_PAUSE_SECONDS = 2


class ProviderKeys:
    """Keys by their name; a token with an unknown one makes us look again, at most every two seconds."""

    def __init__(self, settings: Installation) -> None:
        self._place = addresses(settings.internals).get("tenant_auth")
        self._neighbour: Neighbour | None = None
        self._kept: KeySet | None = None
        self._fetched = 0.0
        self._asking = asyncio.Lock()

    async def __call__(self, name: str) -> KeySet:
        """The keys, with this one among them if the provider has it; raises Unavailable."""
        age = time.monotonic() - self._fetched
        known = self._kept is not None and any(key.kid == name for key in self._kept.keys)
        if self._kept is None or age > _FRESH_SECONDS or (not known and age > _PAUSE_SECONDS):
            async with self._asking:
                if time.monotonic() - self._fetched >= age:
                    await self._fetch()
        if self._kept is None:
            raise Unavailable("The provider's keys cannot be had.")
        return self._kept

    async def close(self) -> None:
        if self._neighbour is not None:
            await self._neighbour.close()

    async def _fetch(self) -> None:
        if self._place is None:
            raise Unavailable("Nobody told where the provider is.")
        if self._neighbour is None:
            self._neighbour = Neighbour(*self._place)
        try:
            self._kept = KeySet.import_key_set(await self._neighbour.get_json("/jwks.json"))
        except Unavailable:
            if self._kept is None:
                raise
        self._fetched = time.monotonic()
