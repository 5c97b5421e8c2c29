"""Typed values to plain JSON values and back, led by the annotations of frozen dataclasses."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID


class Unreadable(Exception):  # noqa: N818  it is said of a message, not of us
    """What came cannot be an event: the text names fields and kinds, never values."""

    code = "unreadable"


def to_plain(value: Any) -> Any:  # noqa: PLR0911  one answer per kind
    """The JSON form of a value; what has none is a mistake of the writer."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case UUID():
            return str(value)
        case datetime():
            if value.tzinfo is None:
                raise TypeError("an instant in an event needs its time zone")
            return value.isoformat()
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): to_plain(item) for key, item in value.items()}
        case tuple() | list():
            return [to_plain(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {item.name: to_plain(getattr(value, item.name)) for item in fields(value)}
        case _:
            raise TypeError(f"{type(value).__name__} does not travel in events")


def from_plain(kind: Any, value: Any, at: str = "") -> Any:  # noqa: PLR0911  one answer per kind
    """The value of this kind that the JSON value stands for; raises Unreadable naming the field."""
    origin = get_origin(kind)
    if kind is Any:
        return value
    if origin in (Union, types.UnionType):
        return _union(get_args(kind), value, at)
    if origin is Literal:
        return _literal(get_args(kind), value, at)
    if origin is tuple:
        return _tuple(get_args(kind), value, at)
    if origin in (dict, Mapping):
        _, item_kind = get_args(kind)
        return {key: from_plain(item_kind, item, f"{at}.{key}") for key, item in _expect(dict, value, at).items()}
    if is_dataclass(kind):
        return _dataclass(kind, _expect(dict, value, at), at)
    return _scalar(kind, value, at)


def _dataclass(kind: Any, value: dict[str, Any], at: str) -> Any:
    hints = _hints(kind)
    found = {}
    for item in fields(kind):
        path = f"{at}.{item.name}".removeprefix(".")
        if item.name in value:
            found[item.name] = from_plain(hints[item.name], value[item.name], path)
        elif item.default is MISSING and item.default_factory is MISSING:
            raise Unreadable(f"{path} is missing")
    return kind(**found)


def _union(kinds: tuple[Any, ...], value: Any, at: str) -> Any:
    if value is None and type(None) in kinds:
        return None
    real = [kind for kind in kinds if kind is not type(None)]
    if len(real) == 1:
        return from_plain(real[0], value, at)
    for kind in real:
        try:
            return from_plain(kind, value, at)
        except Unreadable:
            continue
    raise Unreadable(f"{at} is none of the kinds it may be")


def _literal(allowed: tuple[Any, ...], value: Any, at: str) -> Any:
    if value not in allowed:
        raise Unreadable(f"{at} is none of the values it may have")
    return value


def _tuple(kinds: tuple[Any, ...], value: Any, at: str) -> tuple[Any, ...]:
    items = _expect(list, value, at)
    if len(kinds) == 2 and kinds[1] is Ellipsis:  # noqa: PLR2004  tuple[kind, ...]
        kinds = (kinds[0],) * len(items)
    if len(kinds) != len(items):
        raise Unreadable(f"{at} should have {len(kinds)} items")
    return tuple(
        from_plain(kind, item, f"{at}[{place}]") for place, (kind, item) in enumerate(zip(kinds, items, strict=True))
    )


def _scalar(kind: Any, value: Any, at: str) -> Any:
    try:
        if kind is datetime or kind is date:
            return kind.fromisoformat(_expect(str, value, at))
        if kind is UUID or (isinstance(kind, type) and issubclass(kind, Enum)):
            return kind(value)
    except (ValueError, AttributeError, TypeError):
        raise Unreadable(f"{at} is no {kind.__name__}") from None
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return _expect(kind, value, at)


def _expect(kind: type, value: Any, at: str) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise Unreadable(f"{at or 'the event'} is no {kind.__name__}")
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
