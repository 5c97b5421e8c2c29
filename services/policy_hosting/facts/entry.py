"""What all parts of the record have in common: frozen, closed, and plain again as it was written."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictBool

from services.policy_hosting.facts.said import Stated
from services.policy_hosting.facts.words import Words

PLACELESS = "="
"""An alias that starts so is a place in our model, not in the author's YAML: it is left out of paths."""


class Part(BaseModel):
    """A part of the record."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def plain(self) -> Any:
        """What was written, as YAML's own types: only the fields that were given, in the record's order."""
        return {
            field.alias or name: plain(getattr(self, name))
            for name, field in type(self).model_fields.items()
            if name in self.model_fields_set
        }


class Entry(Part):
    """One entry of a list; `invented` marks a detail of a demonstration with ◦, `note` adds a sentence of its own."""

    invented: StrictBool = False
    note: Stated[Words] = None


def plain(value: Any) -> Any:
    """A value of the record as YAML's own types."""
    match value:
        case Part() | Words():
            return value.plain()
        case tuple():
            return [plain(item) for item in value]
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case str():
            return str(value)
        case _:
            return value


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every part, word and code under a value, with its path as an author would write it."""
    if path:
        yield path, value
    if isinstance(value, Part):
        for name, field in type(value).model_fields.items():
            alias = field.alias or name
            inner = path if alias.startswith(PLACELESS) else f"{path}.{alias}" if path else alias
            if name in value.model_fields_set and inner:
                yield from walk(getattr(value, name), inner)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk(item, f"{path}[{number}]")
