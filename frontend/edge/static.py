"""Style sheets, fonts and pictures of the layout, read once and kept in memory."""

import asyncio
import json
import re
from pathlib import Path

import brotli

from frontend.edge.answer import Answer
from frontend.edge.headers import FOREVER, FRESH, security
from frontend.edge.negotiation import encodings
from frontend.edge.neutral import STYLE, STYLE_PATH
from shared.sites.encodings import blob_of, encode

PREFIX = "/static/"
_FILE = re.compile(r"/static/((?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*)")
_HASHED = re.compile(r"[.-][0-9a-f]{8,}\.")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


class Static:
    """Files below AVOW_STATIC. A hash in the name means the file never changes and is kept."""

    def __init__(self, folder: Path, *, secure: bool) -> None:
        self.folder = folder
        self.secure = secure
        self._kept: dict[str, dict[str, Answer]] = {}
        self._keep(STYLE_PATH, self._answers(STYLE_PATH, STYLE))

    def at_once(self, path: str, accept: bytes) -> Answer | None:
        """The file if it is in memory."""
        kept = self._kept.get(path)
        return _best(kept, accept) if kept else None

    async def find(self, path: str, accept: bytes) -> Answer | None:
        """The file in the browser's encoding; None if there is no such file."""
        kept = self._kept.get(path)
        if kept is None:
            named = _FILE.fullmatch(path)
            kept = await asyncio.to_thread(self._read, path, named[1]) if named else None
            if kept is None:
                return None
            self._keep(path, kept)
        return _best(kept, accept)

    async def document(self, name: str, accept: bytes) -> Answer | None:
        """What the manifest calls by this name, as it is now; for an address that stays."""
        found = await asyncio.to_thread(self._named, name)
        return _best(found, accept) if found else None

    def _named(self, name: str) -> dict[str, Answer] | None:
        try:
            manifest = json.loads((self.folder / "manifest.json").read_text())
            return self._answers(name, (self.folder / manifest[name]).read_bytes())
        except (FileNotFoundError, KeyError):
            return None

    def _keep(self, path: str, answers: dict[str, Answer]) -> None:
        if _HASHED.search(path):
            self._kept[path] = answers

    def _read(self, path: str, name: str) -> dict[str, Answer] | None:
        file = self.folder / name
        if file.suffix not in _TYPES or not file.is_file():
            return None
        return self._answers(path, file.read_bytes())

    def _answers(self, path: str, body: bytes) -> dict[str, Answer]:
        media_type = _TYPES[Path(path).suffix]
        bodies = encode(body, media_type)
        if "br" in bodies:
            bodies["br"] = brotli.compress(body, quality=9)
        return {encoding: self._answer(path, media_type, encoding, bodies) for encoding in bodies}

    def _answer(self, path: str, media_type: str, encoding: str, bodies: dict[str, bytes]) -> Answer:
        pairs = [("content-type", media_type), ("cache-control", FOREVER if _HASHED.search(path) else FRESH)]
        if len(bodies) > 1:
            pairs.append(("vary", "accept-encoding"))
        if encoding != "identity":
            pairs.append(("content-encoding", encoding))
        body = bodies[encoding]
        etag = f'"{blob_of(body).sha256[:22]}"'
        return Answer(200, [*pairs, *security(media_type, secure=self.secure)], body, etag=etag)


def _best(answers: dict[str, Answer], accept: bytes) -> Answer:
    return next((answers[name] for name in encodings(accept) if name in answers), answers["identity"])
