"""The edge as one ASGI function: from a request to the room that answers it."""

import time
from dataclasses import dataclass
from http import HTTPStatus

from frontend.edge.answer import Answer, Noted, Receive, Scope, Send, plain
from frontend.edge.asked import LONGEST_PATH, LONGEST_QUERY, Asked, asked
from frontend.edge.center_room import CenterRoom
from frontend.edge.console_room import ConsoleRoom
from frontend.edge.front import front_page
from frontend.edge.gate import Gate
from frontend.edge.health import Health
from frontend.edge.hosts import Kind, kind_of, plain_host
from frontend.edge.library import Library
from frontend.edge.metrics import Metrics
from frontend.edge.negotiation import holds
from frontend.edge.neutral import FAULT, FOREIGN, NO_PAGE, SILENT, neutral
from frontend.edge.origin import foreign
from frontend.edge.outcome import ANY, Passing, Reply
from frontend.edge.refusals import Instead, Refused, refusal
from frontend.edge.routes import Table
from frontend.edge.settings import EdgeSettings
from frontend.edge.static import PREFIX, Static
from shared.logs import log

OPENAPI = "/v1/openapi.json"


@dataclass(frozen=True, kw_only=True)
class Edge:
    """All rooms of the edge, and the way to each."""

    settings: EdgeSettings
    library: Library
    static: Static
    center: CenterRoom
    console: ConsoleRoom | None
    gate: Gate
    health: Health
    metrics: Metrics
    table: Table

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
        kind, template, status = await self._respond(request, receive, send)
        self.metrics.series(kind, template, request.method, status).observe(time.perf_counter() - started)

    async def _respond(self, request: Asked, receive: Receive, send: Send) -> tuple[str, str, int]:
        reply = await self._answered(request)
        if isinstance(reply, Passing):
            noted = Noted(send)
            try:
                status = await self._pass(reply, request, receive, noted)
            except Refused as refused:
                reply = await self._refuse(request, reply, refused)
            except Instead as instead:
                reply = Reply(reply.kind, reply.row.template, instead.answer)
            except Exception as error:
                if noted.begun:
                    raise
                reply = self._fault(request, reply.kind, reply.row.template, error)
            else:
                return reply.kind, reply.row.template, status
        return reply.kind, reply.template, await self._say(request, reply.answer, send)

    async def _pass(self, passing: Passing, request: Asked, receive: Receive, send: Send) -> int:
        kind, row, standing = passing
        if not row.foreign and foreign(request, kind, self.settings):
            raise Refused(403, FOREIGN)
        if kind is not Kind.CONSOLE:
            return await self.gate.pass_on(row, request, standing, receive, send)
        if self.console is None:
            raise Refused(503, SILENT)
        return await self.console.pass_on(row, request, receive, send)

    async def _answered(self, request: Asked) -> Reply | Passing:
        """The room's reply, or a page that says the fault is ours."""
        try:
            return await self._room(request)
        except Exception as error:  # noqa: BLE001  the outermost edge: told to the operator, not to the reader
            return self._fault(request, ANY, "fault", error)

    def _fault(self, request: Asked, kind: str, template: str, error: Exception) -> Reply:
        log.error("the edge failed", route=template, error=error)
        accept = request.header(b"accept-language")
        return Reply(kind, template, neutral(500, FAULT, accept, secure=self.settings.secure))

    async def _room(self, request: Asked) -> Reply | Passing:
        """Who answers: what is the same on every host comes first, then the kind of host decides."""
        general = await self._on_any_host(request)
        if general is not None:
            return general
        hosts = request.hosts()
        host = plain_host(hosts[0]) if len(hosts) == 1 else None
        if host is None:
            return Reply(ANY, "no-host", plain(400, "The Host header names no host."))
        kind = kind_of(host, self.settings.domain)
        if request.path.startswith(PREFIX):
            return Reply(kind, "/static/{file}", await self._file(request))
        if kind is Kind.CENTER:
            return await self.center.answer(request, host, hosts[0])
        return await self._own_host(request, kind)

    async def _on_any_host(self, request: Asked) -> Reply | None:
        if len(request.path) > LONGEST_PATH or len(request.query) > LONGEST_QUERY:
            return Reply(ANY, "too-long", plain(414, "This address is too long."))
        if request.path == "/livez":
            return Reply(ANY, "/livez", plain(200, "alive"))
        if request.path == "/healthz":
            return Reply(ANY, "/healthz", await self._condition())
        return None

    async def _own_host(self, request: Asked, kind: Kind) -> Reply | Passing:
        if kind is Kind.FRONT and request.path == "/" and request.reading:
            accept = request.header(b"accept-language")
            return Reply(kind, "/", await front_page(self.settings, self.library.sites, accept))
        if kind is Kind.API and request.path == OPENAPI and request.reading:
            described = await self.static.document("openapi.json", request.header(b"accept-encoding"))
            if described is not None:
                return Reply(kind, OPENAPI, described)
        row = self.table.find(kind, request.path, request.method) if request.plain else None
        if row is not None and (kind is not Kind.MAIL or row.service in self.gate.services.places):
            return Passing(kind, row)
        answer = refusal(HTTPStatus.NOT_FOUND, NO_PAGE, request, kind, secure=self.settings.secure)
        return Reply(kind, "none", answer)

    async def _refuse(self, request: Asked, passing: Passing, refused: Refused) -> Reply:
        kind, row, standing = passing
        if standing is not None and refused.status in {HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE}:
            answer = await self.center.error(request, standing, refused.status, refused.words)
        else:
            answer = refusal(
                refused.status, refused.words, request, kind, *refused.headers, secure=self.settings.secure
            )
        return Reply(kind, row.template, answer)

    async def _file(self, request: Asked) -> Answer:
        if not request.reading:
            return Answer(HTTPStatus.METHOD_NOT_ALLOWED, [("allow", "GET, HEAD")])
        found = await self.static.find(request.path, request.header(b"accept-encoding"))
        accept = request.header(b"accept-language")
        return found or neutral(HTTPStatus.NOT_FOUND, NO_PAGE, accept, secure=self.settings.secure)

    async def _condition(self) -> Answer:
        missing = [name for name, ready in (await self.health.state()).items() if not ready]
        if not missing:
            return plain(200, "ready")
        # Which part is missing is nobody's business in production; the internal port says it.
        return plain(503, "not ready" + (": " + ", ".join(missing) if self.settings.development else ""))

    async def _say(self, request: Asked, answer: Answer, send: Send) -> int:
        known = request.header(b"if-none-match") if request.reading and answer.status == HTTPStatus.OK else b""
        if known and answer.etag and holds(known, answer.etag):
            await answer.send_unchanged(send)
            return HTTPStatus.NOT_MODIFIED
        await answer.send(send, head=request.method == "HEAD")
        return answer.status
