"""What a person typed, kept while they sign in again: small forms are read whole before they are passed on."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Fields:
    """Names and values as they were typed; a file that was chosen is not kept, but said."""

    pairs: list[tuple[str, str]]
    multipart: bool = False
    file: bool = False


class Typed:
    """The body of an unsafe request, if it is a form small enough to be sent a second time."""

    def __init__(self, request: Asked, body: bytes) -> None:
        self.request = request
        self.body = body

    def again(self) -> Receive:
        """The body as an ASGI server hands it over."""

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": self.body, "more_body": False}

        return receive

    async def fields(self) -> Fields | None:
        """What can be sent again; None where this is no form of ours."""
        kind = self.request.header(b"content-type")
        if kind.startswith(b"multipart/form-data"):
            return await self._parts()
        if not kind.startswith(b"application/x-www-form-urlencoded"):
            return None
        try:
            text = self.body.decode("ascii")
            pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=_MOST_FIELDS)
            return Fields(pairs)
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
        items = form.multi_items()
        pairs = [(name, value) for name, value in items if not isinstance(value, UploadFile)]
        files = any(isinstance(value, UploadFile) and value.filename for _, value in items)
        return Fields(pairs, multipart=True, file=files)


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
