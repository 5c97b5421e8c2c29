"""The bound on what the edge remembers: what was not asked for longest goes first."""

from typing import Protocol

_ROOM = 0.85


class Remembered(Protocol):
    """Something that takes room and can be read again from the store."""

    weight: int
    used: float

    def forget(self) -> None:
        """Drop it; whoever holds it must not count it any more."""


class Memory:
    """Counts bytes, and makes room in large steps so that sorting by age costs little."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.held = 0
        self._items: set[Remembered] = set()

    def keep(self, item: Remembered) -> None:
        if item in self._items:
            return
        self._items.add(item)
        self.held += item.weight
        if self.held > self.limit:
            self._make_room(item)

    def grow(self, item: Remembered, weight: int) -> None:
        """An item already kept got heavier (or lighter)."""
        item.weight += weight
        if item in self._items:
            self.held += weight
            if self.held > self.limit:
                self._make_room(item)

    def drop(self, item: Remembered) -> None:
        if item in self._items:
            self._items.remove(item)
            self.held -= item.weight

    def _make_room(self, newest: Remembered) -> None:
        for item in sorted(self._items, key=lambda each: each.used):
            if self.held <= self.limit * _ROOM:
                return
            if item is not newest and item in self._items:
                self.drop(item)
                item.forget()
