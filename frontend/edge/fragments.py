"""Pages that mix services: the edge asks each for its fragment, side by side, and says which did not answer."""

import asyncio
import re
from collections.abc import Iterable
from html import escape, unescape
from http import HTTPStatus

from frontend.edge.answer import Send
from frontend.edge.asked import Asked, plain_path
from frontend.edge.forward import Challenged, challenge_of, to_service, to_visitor
from frontend.edge.hosts import Kind
from frontend.edge.negotiation import language
from frontend.edge.routes import Passed, Table
from frontend.edge.upstream import Header, Response, Services, ServiceSilent
from shared.i18n import SHIPPED, translator

PATIENCE = 0.3
_MOST = 1024 * 1024
_MOST_PARTS = 12
_PLACE = re.compile(r'<avow-fragment src="([^"]*)" name="([^"]*)"></avow-fragment>')
_PRINTED = re.compile(r"[\x21-\x7e]+")
# The page is put together here, so it travels unpacked and without the tag of its first draft.
_OF_WHOLE = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
_OF_DRAFT = {b"content-length", b"etag", b"last-modified"}


class Fragments:
    """Only addresses that the edge's own table calls fragments are asked, with the page's own token."""

    def __init__(self, services: Services, table: Table) -> None:
        self.services = services
        self.table = table

    async def compose(self, row: Passed, asked: Asked, added: Iterable[Header], send: Send) -> int:
        """Ask for the page, fill its places, send it; raises Challenged or ServiceSilent before anything was sent."""
        headers = [pair for pair in to_service(asked, row.kind) if pair[0] not in _OF_WHOLE] + list(added)
        target = asked.path + ("?" + asked.query.decode("latin-1") if asked.query else "")
        async with self.services.ask(row.service, "GET", target, headers, seconds=row.seconds) as response:
            if response.status == HTTPStatus.UNAUTHORIZED:
                raise Challenged(challenge_of(response.headers))
            back, body, status = to_visitor(response.headers, row.kind), await _whole(response), int(response.status)
        if status == HTTPStatus.OK:
            body = await self._filled(body, asked, headers)
            back = [pair for pair in back if pair[0] not in _OF_DRAFT]
            back.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": status, "headers": back})
        await send({"type": "http.response.body", "body": body})
        return status

    async def _filled(self, body: bytes, asked: Asked, headers: list[Header]) -> bytes:
        text = body.decode("utf-8", "replace")
        places = _PLACE.findall(text)[:_MOST_PARTS]
        found = await asyncio.gather(*(self._part(unescape(src), asked, headers) for src, _ in places))
        parts = iter(zip(places, found, strict=True))

        def fill(place: re.Match[str]) -> str:
            _, part = next(parts, (None, None))
            return part if part is not None else _missing(unescape(place[2]), text, asked)

        return _PLACE.sub(fill, text).encode()

    async def _part(self, src: str, asked: Asked, headers: list[Header]) -> str | None:
        path, _, _ = src.partition("?")
        row = self.table.find(Kind.CONSOLE, path, "GET") if plain_path(path) and _PRINTED.fullmatch(src) else None
        if row is None or not row.fragment or path.split("/")[1] != asked.path.split("/")[1]:
            return None
        added = [*headers, (b"avow-fragment", b"1")]
        try:
            async with (
                asyncio.timeout(PATIENCE),
                self.services.ask(row.service, "GET", src, added, seconds=PATIENCE) as response,
            ):
                return (await _whole(response)).decode() if response.status == HTTPStatus.OK else None
        except (TimeoutError, ServiceSilent, UnicodeDecodeError):
            return None


async def _whole(response: Response) -> bytes:
    body = b""
    async for chunk in response.aiter_stream():
        body += chunk
        if len(body) > _MOST:
            raise ServiceSilent("A page of this size cannot be put together.")
    return body


def _missing(name: str, page: str, asked: Asked) -> str:
    said = re.search(r'<html[^>]* lang="([A-Za-z-]+)"', page)
    t = translator(said[1] if said and said[1] in SHIPPED else language(asked.header(b"accept-language"), SHIPPED))
    text = t.gettext("“{name}” did not answer just now. Reload the page in a moment.", name=name)
    return f'<p class="fragment-missing" role="status">{escape(text)}</p>'
