"""What was asked, taken from an ASGI scope once, with the refusals that need no look at what there is."""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from frontend.edge.answer import Scope

LONGEST_PATH = 2048
LONGEST_QUERY = 8192
_PLAIN_QUERY = re.compile(rb"[\x21-\x7e]*")
_CLIMBING = {".", ".."}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `path` is as it was sent, `plain` with its escapes resolved, None if that is no plain path."""

    method: str
    path: str
    plain: str | None
    query: bytes
    headers: list[tuple[bytes, bytes]]
    peer: str

    def header(self, name: bytes) -> bytes:
        """All values of a header, as one list."""
        return b",".join(value for key, value in self.headers if key == name)

    def hosts(self) -> list[bytes]:
        return [value for key, value in self.headers if key == b"host"]

    @property
    def reading(self) -> bool:
        return self.method in {"GET", "HEAD"}

    @property
    def tail(self) -> str:
        """The query as it can stand in a redirect."""
        return "?" + self.query.decode("ascii") if self.query and _PLAIN_QUERY.fullmatch(self.query) else ""


def asked(scope: Scope) -> Asked:
    raw: bytes = scope["raw_path"]
    path = raw.decode("latin-1")
    client = scope.get("client")
    return Asked(
        method=scope["method"],
        path=path,
        plain=plain_path(path),
        query=scope["query_string"],
        headers=scope["headers"],
        peer=client[0] if client else "",
    )


def plain_path(path: str) -> str | None:
    """One decoding, no more; what then still climbs, hides a slash or is not text is no path of ours."""
    decoded = unquote_to_bytes(path)
    escaped = path.lower()
    if b"\\" in decoded or "%2f" in escaped or "%5c" in escaped:
        return None
    try:
        text = decoded.decode("utf-8")
    except UnicodeDecodeError:
        return None
    words = text.split("/")
    if not text.startswith("/") or "" in words[1:-1] or _CLIMBING & set(words) or not text.isprintable():
        return None
    return text
