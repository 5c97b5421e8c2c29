"""What is asked of a place that keeps bytes, whatever it is."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any, Literal, Protocol, TypeVar

from shared.errors import Conflict, Unavailable

T = TypeVar("T")
THREADS = 8


class StorageUnreachable(Unavailable):
    """The storage cannot be read or written just now, which says nothing about what is in it."""


class Overtaken(Conflict):
    """Somebody else wrote the same key since it was read."""


class Nothing(Enum):
    """Why a read brought no bytes."""

    MISSING = "missing"
    UNCHANGED = "unchanged"


Unchanged = Literal[Nothing.UNCHANGED]


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes with a tag that changes whenever they are replaced."""

    body: bytes
    tag: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One key of a listing."""

    key: str
    tag: str
    size: int
    modified: datetime


class Storage(Protocol):
    """What the site store, and later attachments, ask of a place that keeps bytes."""

    async def read(self, key: str, *, known: str = "") -> Stored | Nothing:
        """The bytes, or why there are none; `known` is the tag the caller already holds."""

    async def read_below(self, prefix: str, *, known: Mapping[str, str] | None = None) -> dict[str, Stored] | Unchanged:
        """All of a few small keys that begin with the prefix; UNCHANGED if these are the tags the caller holds."""

    async def write(self, key: str, body: bytes) -> None:
        """Write or replace in one step: a reader sees the old bytes or the new ones."""

    async def replace(self, key: str, body: bytes, *, known: str) -> None:
        """Write only if the tag is still `known` ("" = there is nothing yet), else Overtaken."""

    async def delete(self, key: str) -> None:
        """Remove; nothing happens where there is nothing."""

    async def look(self, key: str) -> Listed | None:
        """Tag, size and age without the bytes."""

    def walk(self, prefix: str) -> AsyncIterator[Listed]:
        """All keys that begin with the prefix, in no order."""


class Threads:
    """Blocking calls in a few threads of their own, so that a hanging disk or S3 blocks nothing else."""

    async def read(self, key: str, *, known: str = "") -> Stored | Nothing:
        return await self._run(self._read, key, known)

    async def read_below(self, prefix: str, *, known: Mapping[str, str] | None = None) -> dict[str, Stored] | Unchanged:
        return await self._run(self._read_below, prefix, known)

    def walk(self, prefix: str) -> AsyncIterator[Listed]:
        return self._flow(self._pages(prefix))

    def _read_below(self, prefix: str, known: Mapping[str, str] | None) -> dict[str, Stored] | Unchanged:
        listed = {item.key: item.tag for page, _ in self._pages(prefix) for item in page}
        if known is not None and listed == known:
            return Nothing.UNCHANGED
        read = {key: self._read(key, "") for key in listed}
        return {key: stored for key, stored in read.items() if isinstance(stored, Stored)}

    def _read(self, key: str, known: str) -> Stored | Nothing:
        raise NotImplementedError

    def _pages(self, prefix: str) -> Iterator[tuple[list[Listed], bool]]:
        raise NotImplementedError

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(THREADS, thread_name_prefix="storage")

    async def _run(self, call: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call, *args)

    async def _flow(self, pages: Iterator[tuple[list[Listed], bool]]) -> AsyncIterator[Listed]:
        last = False
        while not last:
            page, last = await self._run(next, pages)
            for item in page:
                yield item
