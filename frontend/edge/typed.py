"""What a person typed, kept while they sign in again: small forms are read whole before they are passed on."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from frontend.edge.answer import Receive
from frontend.edge.asked import Asked
from frontend.edge.forward import SLOWEST_UPLOAD
from frontend.edge.origin import SAFE

LARGEST = 64 * 1024
_MOST_FIELDS = 500
Fields = list[tuple[str, str]]


class Typed:
    """The body of an unsafe request, if it is a form small enough to be sent a second time."""

    def __init__(self, request: Asked, body: bytes) -> None:
        self.request = request
        self.body = body

    @property
    def multipart(self) -> bool:
        return self.request.header(b"content-type").startswith(b"multipart/form-data")

    def again(self) -> Receive:
        """The body as an ASGI server hands it over."""

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": self.body, "more_body": False}

        return receive

    async def fields(self) -> Fields | None:
        """Names and values, without files; None where this is no form of ours."""
        if self.multipart:
            return await self._parts()
        if not self.request.header(b"content-type").startswith(b"application/x-www-form-urlencoded"):
            return None
        try:
            text = self.body.decode("ascii")
            return parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=_MOST_FIELDS)
        except ValueError:
            return None

    async def _parts(self) -> Fields | None:
        async def stream() -> AsyncGenerator[bytes, None]:
            yield self.body

        headers = Headers(raw=self.request.headers)
        try:
            form = await MultiPartParser(headers, stream(), max_fields=_MOST_FIELDS, max_part_size=LARGEST).parse()
        except (MultiPartException, KeyError, UnicodeDecodeError):
            return None
        await form.close()
        return [(name, value) for name, value in form.multi_items() if not isinstance(value, UploadFile)]


async def typed(request: Asked, receive: Receive) -> Typed | None:
    """Read a small form; None leaves the body where it is: there is none, it is large, or it is no form."""
    length = request.header(b"content-length")
    if request.method in SAFE or not length.isdigit() or int(length) > LARGEST:
        return None
    body, more = b"", True
    while more:
        message = await asyncio.wait_for(receive(), SLOWEST_UPLOAD)
        if message["type"] == "http.disconnect":
            return None
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return Typed(request, body)
