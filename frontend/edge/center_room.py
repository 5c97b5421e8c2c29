"""Answers on the hosts of privacy centers: published pages, and each tenant's own error pages."""

from http import HTTPStatus

from frontend.edge.answer import Answer
from frontend.edge.asked import Asked
from frontend.edge.center import Found, error_page, meaning
from frontend.edge.hosts import Kind
from frontend.edge.library import Library
from frontend.edge.metrics import Metrics
from frontend.edge.negotiation import encodings
from frontend.edge.neutral import NO_CENTER, NO_PAGE, SILENT, Words, neutral
from frontend.edge.outcome import Passing, Reply
from frontend.edge.routes import Passed, Table
from frontend.edge.shelf import Standing
from shared.logs import log
from shared.storage import StorageUnreachable


class CenterRoom:
    """Whatever the store does, there is an answer, and it is never another tenant's."""

    def __init__(self, library: Library, table: Table, metrics: Metrics, *, secure: bool) -> None:
        self.library = library
        self.table = table
        self.metrics = metrics
        self.secure = secure

    async def answer(self, request: Asked, host: str, spelling: bytes) -> Reply | Passing:
        try:
            standing = await self.library.find(host, spelling)
            if standing is None:
                return Reply(Kind.CENTER, "no-center", self._neutral(HTTPStatus.NOT_FOUND, NO_CENTER, request))
            found = meaning(request, standing, self.table)
            if isinstance(found, Found):
                return Reply(Kind.CENTER, "published", await self._page(request, standing, found))
        except StorageUnreachable as error:
            log.warning("a page could not be read", error=error)
            return Reply(Kind.CENTER, "store-silent", self._neutral(HTTPStatus.SERVICE_UNAVAILABLE, SILENT, request))
        if isinstance(found, Passed):
            return Passing(Kind.CENTER, found, standing)
        if isinstance(found, Answer):
            return Reply(Kind.CENTER, "elsewhere", found)
        return Reply(Kind.CENTER, "none", await self.error(request, standing, HTTPStatus.NOT_FOUND, NO_PAGE))

    async def error(self, request: Asked, standing: Standing, status: int, words: Words) -> Answer:
        """The tenant's own error page in the reader's language; a neutral one where there is none to be had."""
        found = error_page(request, standing, status)
        if found is not None:
            try:
                return await self._page(request, standing, found)
            except StorageUnreachable as error:
                log.warning("an error page could not be read", error=error)
        return self._neutral(status, words, request)

    async def _page(self, request: Asked, standing: Standing, found: Found) -> Answer:
        order = encodings(request.header(b"accept-encoding"))
        ready = standing.shelf.pages.get(found.name)
        if ready is not None and order in ready.ready:
            self.metrics.hits += 1
        else:
            self.metrics.misses += 1
        return await self.library.page(standing.shelf, found.name, found.entry, order)

    def _neutral(self, status: int, words: Words, request: Asked) -> Answer:
        return neutral(status, words, request.header(b"accept-language"), secure=self.secure)
