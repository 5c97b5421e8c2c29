"""Which service answers what is not published: one table by kind of host and path."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from frontend.edge.hosts import Kind

_KILOBYTE = 1024
READ = ("GET", "HEAD")


@dataclass(frozen=True)
class Passed:
    """One row: a path template, the service that answers, the methods it takes there, the largest body."""

    kind: Kind
    template: str
    service: str
    methods: Sequence[str] = READ
    largest_body: int = 64 * _KILOBYTE
    seconds: float = 10.0

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """`{name}` is one word of the path, `{name:path}` the rest of it."""
        pieces = re.split(r"(\{[a-z_]+(?::path)?\})", self.template)
        return re.compile("".join(_piece(piece) for piece in pieces))


@dataclass(frozen=True)
class Table:
    """The rows, in order; the first that fits answers."""

    rows: Sequence[Passed] = field(default=())

    def find(self, kind: Kind, path: str, method: str) -> Passed | None:
        return next((row for row in self.matching(kind, path) if method in row.methods), None)

    def methods(self, kind: Kind, path: str) -> list[str]:
        """What could be asked at this path."""
        return sorted({method for row in self.matching(kind, path) for method in row.methods})

    def matching(self, kind: Kind, path: str) -> list[Passed]:
        return [row for row in self.rows if row.kind is kind and row.pattern.fullmatch(path)]


def _piece(piece: str) -> str:
    if not piece.startswith("{"):
        return re.escape(piece)
    return ".*" if piece.endswith(":path}") else "[^/]+"


TABLE = Table(
    (
        # Adjacent versions are compared when they are published; other pairs on demand.
        Passed(Kind.CENTER, "/{locale}/policies/{slug}/changes/{range}", "policy_hosting"),
    )
)
