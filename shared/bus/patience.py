"""Waiting longer each time something does not answer, so that an outage costs no processor time."""

import asyncio
import random


class Patience:
    """Delays that double from `first` to `most`; `reset()` once it went well."""

    def __init__(self, *, first: float = 0.1, most: float = 5.0) -> None:
        self.first, self.most = first, most
        self._next = first

    def reset(self) -> None:
        self._next = self.first

    async def wait(self) -> None:
        delay = self._next
        self._next = min(delay * 2, self.most)
        # a little unevenness, so that all services do not knock at the same instant
        await asyncio.sleep(delay * random.uniform(0.8, 1.2))  # noqa: S311  no secret
