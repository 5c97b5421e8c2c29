"""Values to JSON and back, for every kind that may travel."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shared.events.plain import Unreadable, from_plain, to_plain


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Leaf:
    """The inner part."""

    colour: Colour
    size: float | None = None


@dataclass(frozen=True)
class Tree:
    """One of each kind."""

    id: UUID
    planted: date
    seen: datetime
    tall: bool
    rings: int
    leaves: tuple[Leaf, ...]
    place: tuple[int, str]
    kind: Literal["oak", "elm"]
    names: dict[str, str]
    best: Leaf | None = None


LEAVES = some.builds(Leaf, colour=some.sampled_from(Colour), size=some.none() | some.floats(allow_nan=False))
TREES = some.builds(
    Tree,
    id=some.uuids(),
    planted=some.dates(),
    seen=some.datetimes(timezones=some.just(UTC)),
    leaves=some.lists(LEAVES, max_size=3).map(tuple),
    kind=some.sampled_from(["oak", "elm"]),
    names=some.dictionaries(some.text(), some.text(), max_size=3),
    best=some.none() | LEAVES,
)
JSON: some.SearchStrategy[Any] = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(TREES)
def test_every_value_survives_the_journey_through_json(tree: Tree) -> None:
    assert from_plain(Tree, json.loads(json.dumps(to_plain(tree)))) == tree


@settings(deadline=None)
@given(JSON)
def test_whatever_comes_is_read_or_unreadable(value: Any) -> None:
    for kind in (Tree, Leaf, UUID, date, datetime, Colour, int, tuple[int, str], dict[str, int], int | None):
        try:
            from_plain(kind, value)
        except Unreadable:
            continue


def test_what_does_not_travel_is_refused_at_the_writer() -> None:
    for value in (object(), {1, 2}, b"bytes", Leaf):
        with pytest.raises(TypeError):
            to_plain(value)
