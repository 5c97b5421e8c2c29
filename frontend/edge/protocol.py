"""HTTP on a connection: uvicorn's protocol, with a short way for pages that are in memory.

A task, a scope and a header loop per request cost four times what the page does (docs/decisions), so a GET whose
answer is ready is written straight from the parser's callback. Everything else goes uvicorn's way to the ASGI app.
"""

import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from frontend.edge.answer import STATUS_LINES, Answer
from frontend.edge.headers import written
from frontend.edge.negotiation import holds

if TYPE_CHECKING:
    from frontend.edge.edge import Edge

LARGEST_HEAD = 32 * 1024
MOST_HEADERS = 100
SLOWEST_HEAD = 10.0
IDLE_SECONDS = 75
_LONG_WAY = {b"content-length", b"transfer-encoding", b"expect", b"upgrade"}


class Crooked(Exception):  # noqa: N818  a refusal; raised in the parser's callbacks it becomes a 400
    """Nothing that a browser or a proxy of ours would send."""


class EdgeProtocol(HttpToolsProtocol):
    """One connection. `edge` is set by `protocol_of`."""

    edge: ClassVar["Edge"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_head = False
        self._done = False
        self._begun = self._bodied = False
        self._head_bytes = 0
        self._since = self.loop.time()

    def data_received(self, data: bytes) -> None:
        self._since = self.loop.time() if not self._in_head else self._since
        self._begun = self._bodied = False
        super().data_received(data)
        if self._in_head:
            self._count_head(data)

    def on_message_begin(self) -> None:
        self._in_head = self._begun = True
        self._done = False
        self._head_bytes = 0
        self.url = b""
        self.headers = []
        self.expect_100_continue = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if len(self.headers) == MOST_HEADERS:
            raise Crooked
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_head = False
        if not self.url.startswith(b"/"):
            self._read_absolute_form()
        self._done = self._answer_at_once()
        if not self._done:
            if self.parser.get_http_version() not in {"1.0", "1.1"}:
                raise Crooked
            url, headers = self.url, self.headers
            expects = self.expect_100_continue
            super().on_message_begin()
            self.url, self.expect_100_continue = url, expects
            self.headers += headers
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._bodied = True
        if not self._done:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._done:
            super().on_message_complete()

    def sweep(self, now: float) -> None:
        """Close a connection that dawdles over its headers, or that nobody uses."""
        busy = self.cycle is not None and not self.cycle.response_complete
        patience = SLOWEST_HEAD if self._in_head else IDLE_SECONDS
        if not busy and now - self._since > patience and not self.transport.is_closing():
            self.transport.close()
        elif self.transport.is_closing() and now - self._since > 2 * IDLE_SECONDS:
            self.transport.abort()  # a reader who stopped reading is not waited for

    def _count_head(self, data: bytes) -> None:
        """The parser keeps an unfinished line to itself, so what it was fed is counted here."""
        if not self._begun:
            self._head_bytes += len(data)
        elif not self._bodied:
            # Whole requests may stand before this one, and end with an empty line.
            self._head_bytes = len(data) - max(data.rfind(b"\r\n\r\n"), 0)
        if self._head_bytes > LARGEST_HEAD and not self.transport.is_closing():
            self.transport.write(STATUS_LINES[431] + b"content-length: 0\r\nconnection: close\r\n\r\n")
            self.transport.close()

    def _read_absolute_form(self) -> None:
        """`GET http://host/path`: the host in the target counts, not the Host header (RFC 9112, 3.2.2)."""
        scheme, _, rest = self.url.partition(b"://")
        if scheme.lower() not in {b"http", b"https"}:
            raise Crooked  # `*`, CONNECT and nonsense
        host, slash, path = rest.partition(b"/")
        self.url = slash + path if slash else b"/"
        self.headers = [pair for pair in self.headers if pair[0] != b"host"] + [(b"host", host)]

    def _answer_at_once(self) -> bool:
        started = time.perf_counter()
        method = self.parser.get_method()
        if method not in (b"GET", b"HEAD") or self.flow.write_paused or self.pipeline:
            return False
        if self.cycle is not None and not self.cycle.response_complete:
            return False
        host = accept = known = b""
        for name, value in self.headers:
            if name == b"host":
                if host:
                    return False
                host = value
            elif name == b"accept-encoding":
                accept = accept + b"," + value if accept else value
            elif name == b"if-none-match":
                known = known + b"," + value if known else value
            elif name in _LONG_WAY:
                return False
        answer = self.edge.at_once(host, self.url.partition(b"?")[0].decode("latin-1"), accept)
        if answer is None:
            return False
        status = self._write(answer, known, head=method == b"HEAD")
        self.edge.metrics.quick(method, status).observe(time.perf_counter() - started)
        return True

    def _write(self, answer: Answer, known: bytes, *, head: bool) -> int:
        date = self.server_state.default_headers
        top = b"date: %b\r\n" % date[0][1] if date else b""
        keep = self.parser.should_keep_alive()
        if not keep:
            top += b"connection: close\r\n"
        if known and answer.status == HTTPStatus.OK and holds(known, answer.etag):
            status = int(HTTPStatus.NOT_MODIFIED)
            self.transport.write(b"%b%b%b\r\n" % (STATUS_LINES[status], top, written(answer.unchanged)))
        else:
            status = answer.status
            wire = answer.wire[: answer.body_at] if head else answer.wire
            self.transport.write(b"".join((answer.status_line, top, wire)))
        if not keep:
            self.transport.close()
        return status


def protocol_of(edge: "Edge") -> type[EdgeProtocol]:
    """The protocol with this edge behind it, as uvicorn wants it: a class."""
    return type("EdgeProtocol", (EdgeProtocol,), {"edge": edge})
