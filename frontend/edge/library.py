"""The edge's copy of the site store: read when wanted, looked at again after ten seconds, kept in an outage."""

import asyncio
import time
from uuid import UUID

from frontend.edge.answer import Answer
from frontend.edge.memory import Memory
from frontend.edge.negotiation import encodings
from frontend.edge.prepared import Prepared
from frontend.edge.shelf import Shelf, Standing
from shared.logs import log
from shared.sites import Entry, Sites
from shared.sites.host import HostFile
from shared.storage import Nothing, StorageUnreachable

FRESH_SECONDS = 10.0
_UNKNOWN_SECONDS = 1.0
_UNKNOWN_MOST = 2000
_SPELLINGS_MOST = 4
# How long a reader waits for a second look at a page that is in memory anyway.
_PATIENCE = 0.5
_HANGING_SECONDS = 2.0


class Library:
    """Hosts and shelves by name; everything in it can be lost and read again."""

    def __init__(self, sites: Sites, memory: Memory, *, secure: bool) -> None:
        self.sites = sites
        self.memory = memory
        self.secure = secure
        self.reachable = True
        self.hosts: dict[str, Standing] = {}
        self.shelves: dict[UUID, Shelf] = {}
        self._spelled: dict[bytes, Standing] = {}
        self._unknown: dict[str, float] = {}
        self._reading: dict[str, asyncio.Task[Standing | None]] = {}
        self._news = 0

    def at_once(self, host: bytes, path: str, accept: bytes) -> Answer | None:
        """The page if it is in memory, fresh, and asked for in a spelling seen before; else the long way."""
        standing = self._spelled.get(host)
        if standing is None:
            return None
        prepared = standing.shelf.pages.get(path)
        now = time.monotonic()
        if prepared is None or now > standing.fresh_until:
            return None
        prepared.used = standing.shelf.used = now
        return prepared.ready.get(encodings(accept))

    async def find(self, host: str, spelling: bytes) -> Standing | None:
        """The host's standing; None if nobody answers on it. Raises StorageUnreachable if it was never read."""
        standing = self.hosts.get(host)
        now = time.monotonic()
        if standing is None and self._unknown.get(host, 0.0) > now:
            return None
        if standing is None or standing.fresh_until < now:
            standing = await self._look_again(host, standing)
        if standing is not None and len(standing.spellings) < _SPELLINGS_MOST and self.hosts.get(host) is standing:
            standing.spellings.add(spelling)
            self._spelled[spelling] = standing
        return standing

    async def page(self, shelf: Shelf, name: str, entry: Entry, order: tuple[str, ...]) -> Answer:
        """The published page in the encoding the browser likes best."""
        prepared = shelf.pages.get(name)
        encoding = (prepared or Prepared(shelf, name, entry, 0.0)).best(order)
        answer = prepared.answers.get(encoding) if prepared else None
        if answer is None:
            answer = await self._load(shelf, name, entry, order, encoding)
        if (prepared := shelf.pages.get(name)) is not None and prepared.answers.get(encoding) is answer:
            prepared.ready[order] = answer
        return answer

    def hear(self, tenant: UUID | None) -> None:
        """Something was published for the tenant (None: anybody may have published): look again when next asked."""
        self._news += 1
        self._unknown.clear()
        shelf = self.shelves.get(tenant) if tenant else None
        for host in self.hosts if tenant is None else shelf.hosts if shelf else ():
            self.hosts[host].fresh_until = 0.0

    async def _look_again(self, host: str, standing: Standing | None) -> Standing | None:
        task = self._reading.get(host)
        if task is None:
            task = asyncio.create_task(self._read(host, standing))
            self._reading[host] = task
            task.add_done_callback(lambda done: self._read_done(host, done))
        if standing is None:
            return await asyncio.shield(task)
        try:
            return await asyncio.wait_for(asyncio.shield(task), _PATIENCE)
        except TimeoutError:
            # The look goes on; those who come meanwhile need not wait for it too.
            standing.fresh_until = time.monotonic() + _HANGING_SECONDS
            return standing

    def _read_done(self, host: str, task: asyncio.Task[Standing | None]) -> None:
        self._reading.pop(host, None)
        if not task.cancelled():
            task.exception()  # told to those who wait; there may be none left

    async def _read(self, host: str, standing: Standing | None) -> Standing | None:
        news = self._news
        try:
            found = await self.sites.tagged_host(host, known=standing.tag if standing else "")
            if found is Nothing.MISSING:
                self._remember_unknown(host)
                self._close(host)
                return None
            if isinstance(found, Nothing):
                assert standing is not None  # noqa: S101  only a file that is known can be unchanged
                await self._refresh(standing.shelf)
            else:
                standing = await self._open(host, *found)
        except StorageUnreachable as error:
            self._note(reachable=False)
            if standing is None:
                raise
            standing.fresh_until = time.monotonic() + FRESH_SECONDS
            log.debug("serving from memory", error=error)
            return standing
        self._note(reachable=True)
        # What was published while we read may have been missed.
        standing.fresh_until = time.monotonic() + FRESH_SECONDS if news == self._news else 0.0
        return standing

    async def _open(self, host: str, tag: str, file: HostFile) -> Standing:
        shelf = self.shelves.get(file.tenant) or Shelf(file.tenant, self._forget)
        await self._refresh(shelf)
        shelf = self.shelves.setdefault(file.tenant, shelf)
        shelf.used = time.monotonic()
        self.memory.keep(shelf)
        self._close(host)
        self.hosts[host] = standing = Standing(tag, file, shelf)
        shelf.hosts.add(host)
        return standing

    async def _refresh(self, shelf: Shelf) -> None:
        found = await self.sites.manifests(shelf.tenant, known=shelf.tags)
        if found is not None:
            self.memory.grow(shelf, shelf.lay(found))

    async def _load(self, shelf: Shelf, name: str, entry: Entry, order: tuple[str, ...], encoding: str) -> Answer:
        try:
            body = await self.sites.blob(entry.blobs[encoding])
        except StorageUnreachable as error:
            log.warning("a published page cannot be read", error=error)
            for held in (shelf.pages.get(name), shelf.former.get(name)):
                rescued = held.rescue(order, secure=self.secure) if held else None
                if rescued is not None:
                    return rescued
            raise
        prepared = shelf.pages.get(name)  # somebody else may have brought it meanwhile
        if prepared is None or prepared.entry != entry:
            prepared = Prepared(shelf, name, entry, time.monotonic())
            if shelf.entry(name) == entry:
                shelf.pages[name] = prepared
                self.memory.keep(prepared)
        if encoding not in prepared.answers:
            self.memory.grow(prepared, prepared.prepare(encoding, body, secure=self.secure).weight)
        former = shelf.former.pop(name, None)
        if former is not None:
            self.memory.drop(former)
        return prepared.answers[encoding]

    def _forget(self, shelf: Shelf) -> None:
        self.shelves.pop(shelf.tenant, None)
        for prepared in (*shelf.pages.values(), *shelf.former.values()):
            self.memory.drop(prepared)
        for host in list(shelf.hosts):
            self._close(host)

    def _close(self, host: str) -> None:
        standing = self.hosts.pop(host, None)
        if standing is not None:
            standing.shelf.hosts.discard(host)
            for spelling in standing.spellings:
                self._spelled.pop(spelling, None)

    def _remember_unknown(self, host: str) -> None:
        if len(self._unknown) >= _UNKNOWN_MOST:
            self._unknown.clear()
        self._unknown[host] = time.monotonic() + _UNKNOWN_SECONDS

    def _note(self, *, reachable: bool) -> None:
        if reachable != self.reachable:
            self.reachable = reachable
            if reachable:
                log.info("the site store answers again")
            else:
                log.warning("the site store does not answer; serving from memory")
