"""The shape of a field of the facts, read from the record's models: what can be typed there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.entry import Part
from services.policy_hosting.facts.kinds import Code
from services.policy_hosting.facts.length import Length
from services.policy_hosting.facts.retention import WHENS, WHYS
from services.policy_hosting.facts.rights import PROOFS
from services.policy_hosting.facts.said import Every, Said
from services.policy_hosting.facts.term import Term
from services.policy_hosting.facts.words import Words

Kind = Literal[
    "line", "lines", "words", "words-list", "choice", "choices", "codes", "code", "yes-no", "day", "number", "length",
    "term", "part", "parts",
]  # fmt: skip
_TERMS = {"why": WHYS, "when": WHENS, "what": PROOFS}


@dataclass(frozen=True)
class Shape:
    """A field: its kind, and what more there is to know of it."""

    kind: Kind
    choices: tuple[str, ...] = ()
    part: type[Part] | None = None
    code: type[Code] | None = None
    every: bool = False  # it may say "all"
    stated: bool = False  # it may say "none" or "not stated"


@dataclass(frozen=True)
class Field:
    """A field of a part, under the name an author knows."""

    name: str
    shape: Shape
    required: bool


@cache
def fields_of(part: type[Part]) -> tuple[Field, ...]:
    """The fields of a part in the record's order; what marks a demonstration's inventions comes last."""
    found = [
        Field(field.alias or name, _shape(field.annotation, field.alias or name), field.is_required())
        for name, field in part.model_fields.items()
    ]
    return tuple(sorted(found, key=lambda each: each.name in ("note", "invented")))


def subject_shape(shape_of: type[Part], subject: str) -> Shape:
    """The shape of one subject of the record."""
    return next(each.shape for each in fields_of(shape_of) if each.name == subject)


def _shape(annotation: Any, name: str) -> Shape:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(args[0], name)
    if origin in (Union, UnionType):
        inner = next(each for each in args if each not in (Said, Every, type(None)))
        return replace(_shape(inner, name), stated=Said in args, every=Every in args)
    if origin is tuple:
        return _many(_shape(args[0], name))
    return _one(annotation, name)


def _one(kind: Any, name: str) -> Shape:  # noqa: PLR0911  one line per kind
    if kind is Words:
        return Shape("words")
    if kind is Length:
        return Shape("length")
    if kind is Term:
        return Shape("term", choices=_TERMS[name])
    if issubclass(kind, Code):
        return Shape("code", code=kind)
    if issubclass(kind, Enum):
        return Shape("choice", choices=_values(kind))
    if issubclass(kind, Part):
        return Shape("part", part=kind)
    simple: dict[type, Kind] = {bool: "yes-no", date: "day", int: "number"}
    return Shape(simple.get(kind, "line"))


def _many(item: Shape) -> Shape:
    kinds: dict[Kind, Kind] = {
        "words": "words-list",
        "choice": "choices",
        "code": "codes",
        "part": "parts",
    }
    return replace(item, kind=kinds.get(item.kind, "lines"))


def _values(kind: Iterable[Enum]) -> tuple[str, ...]:
    return tuple(str(each.value) for each in kind)


def is_audience(shape: Shape) -> bool:
    """Whom or what an entry is for can also be the words `everything-else`."""
    return shape.part is Audience
