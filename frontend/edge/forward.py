"""Passing a request on to a service, and its answer back, as streams."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from http import HTTPStatus

from frontend.edge.answer import Receive, Send
from frontend.edge.asked import Asked
from frontend.edge.hosts import Kind
from frontend.edge.routes import Passed
from frontend.edge.upstream import Header, Services, ServiceSilent
from shared.errors import Invalid

# Those of one connection only (RFC 9110, 7.6.1), and those the edge answers for itself.
_HOP = {b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"transfer-encoding", b"upgrade"}
_OURS = (b"avow-", b"forwarded", b"x-forwarded-", b"x-real-ip", b"proxy-")
SLOWEST_UPLOAD = 30.0


class TooLarge(Invalid):
    """The body is larger than the route takes."""

    status, code = 413, "too-large"


class NotThere(Exception):  # noqa: N818  said of a page
    """The service knows no such page; the center has a page of its own that says so."""


class Challenged(Exception):  # noqa: N818  said of a token
    """The service does not take the console's token for this; `challenge` says why (RFC 6750, RFC 9470)."""

    def __init__(self, challenge: str) -> None:
        super().__init__()
        self.challenge = challenge


class BrokenOff(Exception):  # noqa: N818  said of an answer
    """The service stopped in the middle of an answer that had begun."""


async def pass_on(
    services: Services, row: Passed, asked: Asked, added: Iterable[Header], receive: Receive, send: Send
) -> int:
    """Ask the service and send what it says; raises the refusals above, or ServiceSilent, before anything was sent."""
    headers, sends_body = to_service(asked, row.kind), _sends_body(asked, row.largest_body)
    headers += added
    if sends_body and not any(name == b"content-length" for name, _ in headers):
        headers.append((b"transfer-encoding", b"chunked"))
    body = _body(receive, row.largest_body) if sends_body else None
    target = asked.path + ("?" + asked.query.decode("latin-1") if asked.query else "")
    begun = False
    try:
        async with services.ask(row.service, asked.method, target, headers, body=body, seconds=row.seconds) as response:
            if row.kind is Kind.CENTER and response.status == HTTPStatus.NOT_FOUND and asked.reading:
                raise NotThere
            if row.kind is Kind.CONSOLE and response.status == HTTPStatus.UNAUTHORIZED:
                raise Challenged(challenge_of(response.headers))
            back = to_visitor(response.headers, row.kind)
            await send({"type": "http.response.start", "status": response.status, "headers": back})
            begun = True
            async for chunk in response.aiter_stream():
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
            return int(response.status)
    except ServiceSilent as silent:
        if begun:
            raise BrokenOff from silent
        raise


def to_service(asked: Asked, kind: Kind) -> list[Header]:
    """What came in, without what only the edge may say and without what the host's kind ignores."""
    named = {word.strip().lower() for word in asked.header(b"connection").split(b",")}
    dropped = _HOP | named | {b"expect"}
    if kind is Kind.CONSOLE:
        dropped |= {b"authorization", b"cookie"}
    if kind is Kind.API:
        dropped |= {b"cookie"}
    return [
        (name, value)
        for name, value in asked.headers
        if name not in dropped and not name.replace(b"_", b"-").startswith(_OURS)
    ]


def to_visitor(headers: Iterable[Header], kind: Kind) -> list[Header]:
    """What the service said, without what concerns one connection; the console's one cookie is the edge's."""
    lowered = [(name.lower(), value) for name, value in headers]
    named = {word.strip().lower() for name, value in lowered if name == b"connection" for word in value.split(b",")}
    dropped = _HOP | named | {b"date", b"server"} | ({b"set-cookie"} if kind is Kind.CONSOLE else set())
    return [pair for pair in lowered if pair[0] not in dropped and not pair[0].startswith(b"avow-")]


def challenge_of(headers: Iterable[Header]) -> str:
    return next((value.decode("latin-1") for name, value in headers if name.lower() == b"www-authenticate"), "")


def _sends_body(asked: Asked, most: int) -> bool:
    length = asked.header(b"content-length")
    if length and (not length.isdigit() or int(length) > most):
        raise TooLarge("That is more than can be sent at once.")
    return bool(length and int(length)) or bool(asked.header(b"transfer-encoding"))


async def _body(receive: Receive, most: int) -> AsyncIterator[bytes]:
    taken = 0
    more = True
    while more:
        message = await asyncio.wait_for(receive(), SLOWEST_UPLOAD)
        if message["type"] == "http.disconnect":
            raise ServiceSilent("The visitor went away.")
        chunk, more = message.get("body", b""), message.get("more_body", False)
        taken += len(chunk)
        if taken > most:
            raise TooLarge("That is more than can be sent at once.")
        if chunk:
            yield chunk
