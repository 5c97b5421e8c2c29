"""A published page made ready to send, in the encodings somebody asked for."""

import gzip
from typing import Protocol

import brotli

from frontend.edge.answer import Answer
from frontend.edge.headers import FRESH, NEVER, security
from shared.sites import Entry

_ETAG_LENGTH = 22
_ERROR, _UNAVAILABLE = 400, 503
_OVERHEAD = 900  # the objects themselves, measured


class Place(Protocol):
    """Where a prepared page stands."""

    def take_away(self, name: str, prepared: "Prepared") -> None: ...


class Prepared:
    """What the edge holds of one page; each encoding is read from the store when first wanted."""

    __slots__ = ("answers", "entry", "name", "place", "ready", "used", "weight")

    def __init__(self, place: Place, name: str, entry: Entry, used: float) -> None:
        self.place = place
        self.name = name
        self.entry = entry
        self.answers: dict[str, Answer] = {}
        self.ready: dict[tuple[str, ...], Answer] = {}  # by what a browser takes, so that a hit is one look
        self.weight = _OVERHEAD
        self.used = used

    def best(self, order: tuple[str, ...]) -> str:
        """The encoding this page has and the browser likes best."""
        return next((name for name in order if name in self.entry.blobs), "identity")

    def prepare(self, encoding: str, body: bytes, *, secure: bool) -> Answer:
        self.answers[encoding] = answer = Answer(
            self.entry.status,
            page_headers(self.entry, encoding, secure=secure),
            body,
            etag=f'"{self.entry.blobs[encoding].sha256[:_ETAG_LENGTH]}"',
        )
        return answer

    def rescue(self, order: tuple[str, ...], *, secure: bool) -> Answer | None:
        """The page from what is in memory, unpacked if need be: for when the store is silent."""
        for encoding in order:
            if encoding in self.answers:
                return self.answers[encoding]
        for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
            if encoding in self.answers:
                answer = self.answers[encoding]
                return self.prepare("identity", unpack(answer.wire[answer.body_at :]), secure=secure)
        return None

    def forget(self) -> None:
        self.place.take_away(self.name, self)


def page_headers(entry: Entry, encoding: str, *, secure: bool) -> list[tuple[str, str]]:
    """The page's own additions win over the edge's, so that a service can shorten a cache or hide from robots."""
    pairs = [("content-type", entry.type), ("cache-control", FRESH if entry.status < _ERROR else NEVER)]
    if entry.status == _UNAVAILABLE:
        pairs.append(("retry-after", "10"))
    if entry.language:
        pairs.append(("content-language", entry.language))
    if len(entry.blobs) > 1:
        pairs.append(("vary", "accept-encoding"))
    if encoding != "identity":
        pairs.append(("content-encoding", encoding))
    own = [(name.lower(), value) for name, value in entry.headers]
    said = {name for name, _ in own}
    return [*(pair for pair in [*pairs, *security(entry.type, secure=secure)] if pair[0] not in said), *own]
