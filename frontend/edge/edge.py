"""The edge as one ASGI function: from a request to the room that answers it."""

import time
from typing import NamedTuple

from frontend.edge.answer import Answer, Receive, Scope, Send, plain
from frontend.edge.asked import LONGEST_PATH, LONGEST_QUERY, Asked, asked
from frontend.edge.center import Found, error_page, meaning
from frontend.edge.front import front_page
from frontend.edge.gate import Gate
from frontend.edge.health import Health
from frontend.edge.hosts import Kind, kind_of, plain_host
from frontend.edge.library import Library
from frontend.edge.metrics import Metrics
from frontend.edge.negotiation import encodings, holds
from frontend.edge.neutral import FAULT, NO_CENTER, NO_PAGE, SILENT, Words, neutral
from frontend.edge.refusals import Refused, refusal
from frontend.edge.routes import TABLE, Passed, Table
from frontend.edge.settings import EdgeSettings
from frontend.edge.shelf import Standing
from frontend.edge.static import PREFIX, Static
from shared.logs import log
from shared.storage import StorageUnreachable


class Outcome(NamedTuple):
    """What was answered, in words that may stand in metrics."""

    kind: str
    template: str
    status: int


class Edge:
    """All rooms of the edge, and the way to each."""

    def __init__(  # noqa: PLR0913  the composition of the edge
        self,
        settings: EdgeSettings,
        library: Library,
        static: Static,
        gate: Gate,
        health: Health,
        metrics: Metrics,
        table: Table = TABLE,
    ) -> None:
        self.settings = settings
        self.library = library
        self.static = static
        self.gate = gate
        self.health = health
        self.metrics = metrics
        self.table = table

    def at_once(self, host: bytes, path: str, accept: bytes) -> Answer | None:
        """What is in memory and needs no thought; the protocol asks here first."""
        if path.startswith(PREFIX):
            return self.static.at_once(path, accept)
        answer = self.library.at_once(host, path, accept)
        if answer is not None:
            self.metrics.hits += 1
        return answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        started = time.perf_counter()
        request = asked(scope)
        try:
            outcome = await self._respond(request, receive, send)
        except Exception as error:
            log.error("the edge failed", error=error)
            await self._fault(request, send)
            raise
        series = self.metrics.series(outcome.kind, outcome.template, request.method, outcome.status)
        series.observe(time.perf_counter() - started)

    async def _respond(self, request: Asked, receive: Receive, send: Send) -> Outcome:
        if len(request.path) > LONGEST_PATH or len(request.query) > LONGEST_QUERY:
            return await self._say(request, send, plain(414, "This address is too long."), "any", "too-long")
        if request.path in {"/livez", "/healthz"}:
            return await self._say(request, send, await self._condition(request.path), "any", request.path)
        hosts = request.hosts()
        host = plain_host(hosts[0]) if len(hosts) == 1 else None
        if host is None:
            return await self._say(request, send, plain(400, "The Host header names no host."), "any", "no-host")
        kind = kind_of(host, self.settings.domain)
        if request.path.startswith(PREFIX):
            return await self._say(request, send, await self._file(request), kind, "/static/{file}")
        if kind is Kind.CENTER:
            return await self._center(request, host, hosts[0], receive, send)
        if kind is Kind.FRONT and request.path == "/" and request.reading:
            accept = request.header(b"accept-language")
            front = await front_page(self.settings, self.library.sites, accept)
            return await self._say(request, send, front, kind, "/")
        row = self.table.find(kind, request.path, request.method) if request.plain else None
        if row is not None:
            return await self._pass(request, kind, row, None, receive, send)
        return await self._say(request, send, refusal(404, NO_PAGE, request, kind, secure=self._secure), kind, "none")

    async def _center(self, request: Asked, host: str, spelling: bytes, receive: Receive, send: Send) -> Outcome:
        kind = Kind.CENTER
        try:
            standing = await self.library.find(host, spelling)
            if standing is None:
                return await self._say(request, send, self._neutral(404, NO_CENTER, request), kind, "no-center")
            found = meaning(request, standing, self.table)
            if isinstance(found, Passed):
                return await self._pass(request, kind, found, standing, receive, send)
            if isinstance(found, Answer):
                return await self._say(request, send, found, kind, "elsewhere")
            if found is None:
                return await self._error(request, standing, 404, NO_PAGE, send)
            answer = await self._page(request, standing, found)
            return await self._say(request, send, answer, kind, found.template)
        except StorageUnreachable as error:
            log.warning("a page could not be read", error=error)
            return await self._say(request, send, self._neutral(503, SILENT, request), kind, "store-silent")

    async def _pass(  # noqa: PLR0913  a request, its row and its two ends
        self, request: Asked, kind: Kind, row: Passed, standing: Standing | None, receive: Receive, send: Send
    ) -> Outcome:
        try:
            status = await self.gate.pass_on(row, request, standing, receive, send)
        except Refused as refused:
            if standing is not None and refused.status == 503:
                return await self._error(request, standing, 503, refused.words, send)
            answer = refusal(
                refused.status, refused.words, request, kind, *refused.headers, secure=self._secure
            )
            return await self._say(request, send, answer, kind, row.template)
        return Outcome(kind, row.template, status)

    async def _error(self, request: Asked, standing: Standing, status: int, words: Words, send: Send) -> Outcome:
        """The tenant's own error page in the reader's language; a neutral one where there is none to be had."""
        found = error_page(request, standing, status)
        answer = self._neutral(status, words, request)
        if found is not None:
            try:
                answer = await self._page(request, standing, found)
            except StorageUnreachable as error:
                log.warning("an error page could not be read", error=error)
        return await self._say(request, send, answer, Kind.CENTER, str(status))

    async def _page(self, request: Asked, standing: Standing, found: Found) -> Answer:
        order = encodings(request.header(b"accept-encoding"))
        ready = standing.shelf.pages.get(found.name)
        if ready is not None and order in ready.ready:
            self.metrics.hits += 1
        else:
            self.metrics.misses += 1
        return await self.library.page(standing.shelf, found.name, found.entry, order)

    async def _file(self, request: Asked) -> Answer:
        if not request.reading:
            return Answer(405, [("allow", "GET, HEAD")])
        found = await self.static.find(request.path, request.header(b"accept-encoding"))
        return found or self._neutral(404, NO_PAGE, request)

    async def _condition(self, path: str) -> Answer:
        if path == "/livez":
            return plain(200, "alive")
        missing = [name for name, ready in (await self.health.state()).items() if not ready]
        if not missing:
            return plain(200, "ready")
        # Which part is missing is nobody's business in production; the internal port says it.
        return plain(503, "not ready" + (": " + ", ".join(missing) if self.settings.development else ""))

    async def _say(self, request: Asked, send: Send, answer: Answer, kind: str, template: str) -> Outcome:
        known = request.header(b"if-none-match") if request.reading and answer.status == 200 else b""
        if known and answer.etag and holds(known, answer.etag):
            await answer.send_unchanged(send)
            return Outcome(kind, template, 304)
        await answer.send(send, head=request.method == "HEAD")
        return Outcome(kind, template, answer.status)

    async def _fault(self, request: Asked, send: Send) -> None:
        await self._neutral(500, FAULT, request).send(send, head=request.method == "HEAD")

    def _neutral(self, status: int, words: Words, request: Asked) -> Answer:
        return neutral(status, words, request.header(b"accept-language"), secure=self._secure)

    @property
    def _secure(self) -> bool:
        return self.settings.secure
