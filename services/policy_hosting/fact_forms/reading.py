"""What was typed into a subject's form, as the plain values an author would write in YAML."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from services.policy_hosting.fact_forms.shape import Field, Shape, fields_of, is_audience
from services.policy_hosting.facts.kinds import RegisterKey

Sent = Mapping[str, Sequence[str]]
SAID = "~said"
EVERYTHING_ELSE = "=everything-else"
_DASHED = re.compile(r"[\r\n]+")
MOST = 200
"""Entries of one list that a form takes."""


def read(shape: Shape, name: str, sent: Sent, *, keep_empty: bool = False) -> Any:
    """The value of a field, None where nothing is stated; `keep_empty` keeps entries that were only opened."""
    said = _first(sent, name + SAID)
    if said:
        return said
    match shape.kind:
        case "parts":
            entries = [_part(shape, each, sent, keep_empty=keep_empty) for each in entries_of(name, sent)]
            return [each for each in entries if each or keep_empty] or None
        case "words-list":
            listed = [_words(each, sent) for each in entries_of(name, sent)]
            return [each for each in listed if each or keep_empty] or None
        case "part":
            return _part(shape, name, sent, keep_empty=keep_empty) or None
        case _:
            return _leaf(shape, name, sent)


def entries_of(name: str, sent: Sent) -> list[str]:
    """The names of a list's entries, in order."""
    pattern = re.compile(re.escape(name) + r"\.(\d{1,4})(?:[.~].*)?")
    numbers = sorted({int(found[1]) for each in sent if (found := pattern.fullmatch(each))})
    return [f"{name}.{number}" for number in numbers[:MOST]]


def _part(shape: Shape, name: str, sent: Sent, *, keep_empty: bool) -> Any:
    assert shape.part is not None  # noqa: S101  parts have one
    if is_audience(shape) and _first(sent, f"{name}.{EVERYTHING_ELSE}") == "true":
        return "everything-else"
    found: dict[str, Any] = {}
    for field in fields_of(shape.part):
        value = _field(field, name, sent, keep_empty=keep_empty)
        if value is not None and not (field.name == EVERYTHING_ELSE or (field.name == "invented" and value is False)):
            found[field.name] = value
    return found


def _field(field: Field, name: str, sent: Sent, *, keep_empty: bool) -> Any:
    return read(field.shape, f"{name}.{field.name}", sent, keep_empty=keep_empty)


def _leaf(shape: Shape, name: str, sent: Sent) -> Any:  # noqa: PLR0911  one line per kind
    typed = _first(sent, name)
    match shape.kind:
        case "words":
            return _words(name, sent)
        case "length":
            amount = _first(sent, f"{name}.amount")
            return f"{amount} {_unit(_first(sent, f'{name}.unit') or 'day', amount)}" if amount else None
        case "term":
            return _first(sent, f"{name}.code") or _words(f"{name}.words", sent)
        case "choices":
            return [each for each in sent.get(name, ()) if each] or None
        case "codes":
            return _codes(shape, name, sent)
        case "lines":
            return [each.strip() for each in _DASHED.split(typed) if each.strip()] or None
        case "yes-no":
            return {"true": True, "false": False}.get(typed, typed or None)
        case "number":
            return int(typed) if typed.isdecimal() and len(typed) < 16 else typed or None  # noqa: PLR2004
        case _:
            return typed or None


def _codes(shape: Shape, name: str, sent: Sent) -> Any:
    given = [each for each in sent.get(name, ()) if each]
    if shape.code is RegisterKey:
        given = [each.strip() for whole in given for each in _DASHED.split(whole) if each.strip()]
    return "all" if "all" in given and shape.every else given or None


def _words(name: str, sent: Sent) -> dict[str, str] | None:
    found = {
        each[len(name) + 1 :]: values[0].strip()
        for each, values in sent.items()
        if each.startswith(name + ".") and "." not in each[len(name) + 1 :] and values and values[0].strip()
    }
    return found or None


def _unit(unit: str, amount: str) -> str:
    """`1 day`, `2 days`, `30 working-days-mon-fri`, as lengths are written."""
    if amount.strip() == "1":
        return unit
    return unit.replace("working-day", "working-days") if unit.startswith("working") else unit + "s"


def _first(sent: Sent, name: str) -> str:
    values = sent.get(name, ())
    return values[0].replace("\r\n", "\n").strip() if values else ""
