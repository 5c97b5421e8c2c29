"""An answer that is ready to send: status, headers and body, as they look on the wire."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from frontend.edge.headers import NEVER, Pairs, parsed, raw, security, written

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

STATUS_LINES = {int(status): b"HTTP/1.1 %d %b\r\n" % (status, status.phrase.encode()) for status in HTTPStatus}
_OVERHEAD = 500
_KEPT = {b"etag", b"cache-control", b"vary"}  # what a 304 repeats (RFC 9110, 15.4.5)


class Answer:
    """One representation of a page; `wire` is everything after status line and date."""

    __slots__ = ("body_at", "etag", "status", "status_line", "wire")

    def __init__(self, status: int, pairs: Pairs, body: bytes = b"", *, etag: str = "") -> None:
        headers = raw([*pairs, ("etag", etag)] if etag else pairs)
        top = written([*headers, (b"content-length", b"%d" % len(body))]) + b"\r\n"
        self.status = status
        self.status_line = STATUS_LINES[status]
        self.wire = top + body
        self.body_at = len(top)
        self.etag = etag.encode()

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        return parsed(self.wire[: self.body_at])

    @property
    def unchanged(self) -> list[tuple[bytes, bytes]]:
        return [pair for pair in self.headers if pair[0] in _KEPT]

    @property
    def weight(self) -> int:
        return len(self.wire) + _OVERHEAD

    async def send(self, send: Send, *, head: bool = False) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": b"" if head else self.wire[self.body_at :]})

    async def send_unchanged(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 304, "headers": self.unchanged})
        await send({"type": "http.response.body", "body": b""})


class Noted:
    """Sends, and knows whether anything was sent: until then another answer can take its place."""

    __slots__ = ("begun", "send")

    def __init__(self, send: Send) -> None:
        self.begun = False
        self.send = send

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        self.begun = True
        await self.send(message)


def plain(status: int, text: str, *extra: tuple[str, str], secure: bool = False) -> Answer:
    """A short text for programs, and for people who went astray on purpose."""
    media_type = "text/plain; charset=utf-8"
    pairs = [("content-type", media_type), ("cache-control", NEVER), *security(media_type, secure=secure), *extra]
    return Answer(status, pairs, (text + "\n").encode())


def redirect(location: str, status: int, *extra: tuple[str, str]) -> Answer:
    """To another path of the same host."""
    return Answer(status, [("location", location), *extra])


def problem(status: int, title: str, *extra: tuple[str, str]) -> Answer:
    """A refusal for programs (RFC 9457)."""
    media_type = "application/problem+json"
    body = json.dumps({"type": "about:blank", "status": status, "title": title}).encode()
    return Answer(status, [("content-type", media_type), ("cache-control", NEVER), *extra], body)
