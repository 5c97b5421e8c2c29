"""How long data is kept, shortest to longest, as a small drawn range."""

from dataclasses import dataclass
from math import log

_FIRST, _LAST = 2.0, 98.0  # per cent of the width, so that the end points are not cut


@dataclass(frozen=True, slots=True)
class RetentionPoint:
    """One length; `days` only places it."""

    days: int
    length: str
    what: str


@dataclass(frozen=True, slots=True)
class RetentionRange:
    """Lengths from shortest to longest, and the section that lists them."""

    points: tuple[RetentionPoint, ...]
    anchor: str | None = None

    @property
    def shortest(self) -> RetentionPoint:
        return min(self.points, key=lambda point: point.days)

    @property
    def longest(self) -> RetentionPoint:
        return max(self.points, key=lambda point: point.days)

    def places(self) -> tuple[str, ...]:
        """Where the points stand on the line, in per cent; by ratio, since days and decades share it."""
        low, high = (log(max(point.days, 1)) for point in (self.shortest, self.longest))
        span = (high - low) or 1.0
        placed = {round(_FIRST + (log(max(p.days, 1)) - low) / span * (_LAST - _FIRST), 1) for p in self.points}
        return tuple(f"{place:g}%" for place in sorted(placed))
