"""What pydantic found wrong, in people's words and with the path an author knows."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from services.policy_hosting.facts.entry import PLACELESS, Part
from services.policy_hosting.facts.record import Facts
from shared.errors import Problem

_REASONS = {
    "missing": "is missing",
    "tuple_type": "must be a list: one entry a line, each after a dash",
    "model_type": "must be a group of named fields",
    "model_attributes_type": "must be a group of named fields",
    "string_type": "must be words (put numbers and days in quotes)",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "greater_than_equal": "must not be below {ge}",
    "too_short": "is an empty list: leave the line out, or write none",
    "too_long": "has more than {max_length} entries",
    "string_too_long": "is longer than {max_length} characters",
    "string_pattern_mismatch": "does not have the right form: {pattern}",
}
_DAY = "must be a day such as 2026-11-23"
MOST = 50


def problems(error: ValidationError) -> list[Problem]:
    """Every complaint, at most fifty."""
    found = [item for item in error.errors(include_url=False) if not _follows_from_another(item)]
    return [Problem(path(item["loc"]) or "the text", _reason(item)) for item in found[:MOST]]


def path(place: Sequence[int | str]) -> str:
    """("retention", 2, "stages", 0, "length") as `retention[2].stages[0].length`."""
    said = ""
    for step in place:
        if isinstance(step, int):
            said += f"[{step}]"
        elif not step.startswith(PLACELESS):
            said += f".{step}" if said else step
    return said


def _follows_from_another(item: ErrorDetails) -> bool:
    """A list whose entries were refused counts as too short for pydantic, not for people."""
    return item["type"] == "too_short" and bool(item["input"])


def _reason(item: ErrorDetails) -> str:
    kind, context = item["type"], item.get("ctx", {})
    if kind == "extra_forbidden":
        return _not_a_field(item["loc"])
    if kind == "enum":
        return _not_a_choice(item["input"], context["expected"])
    if kind == "value_error":
        return str(context["error"])
    if kind.startswith("date"):
        return _DAY
    return _REASONS[kind].format(**context) if kind in _REASONS else item["msg"]


def _not_a_field(place: Sequence[int | str]) -> str:
    fields = [alias for alias in _fields(_part_at(place[:-1])) if not alias.startswith(PLACELESS)]
    near = difflib.get_close_matches(str(place[-1]), fields, n=2)
    return (
        f"is not a field here; did you mean {' or '.join(near)}?"
        if near
        else f"is not a field here; there are: {', '.join(fields)}"
    )


def _not_a_choice(given: Any, expected: str) -> str:
    choices = expected.replace("'", "").replace(" or ", ", ").split(", ")
    near = difflib.get_close_matches(str(given), choices, n=3)
    return f"must be one of {', '.join(near or choices)}, not “{str(given)[:60]}”"


def _part_at(place: Sequence[int | str]) -> type[Part]:
    part: type[Part] = Facts
    for step in place:
        for name, field in part.model_fields.items():
            if step == (field.alias or name):
                part = next(_parts(field.annotation), part)
                break
    return part


def _parts(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def _fields(part: type[Part]) -> list[str]:
    return [field.alias or name for name, field in part.model_fields.items()]
