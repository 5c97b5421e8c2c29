"""The three ways a field can stand: a value, stated as none, or not stated."""

from enum import StrEnum
from typing import Annotated, Any, TypeVar, get_args

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

T = TypeVar("T")


class Said(StrEnum):
    """What stands in a field instead of a value; a field that is absent is not stated either."""

    NONE = "none"
    NOT_STATED = "not-stated"


class Every(StrEnum):
    """What stands in a list of codes that means all of them."""

    ALL = "all"


class ThreeWays:
    """Lets a field's type also take `none` and `not-stated`, without the double errors of a union."""

    def __init__(self, *more: type[StrEnum]) -> None:
        kinds: tuple[type[StrEnum], ...] = (Said, *more)
        self._marks: dict[str, StrEnum] = {mark.value: mark for kind in kinds for mark in kind}
        self._kinds: tuple[type, ...] = (Said, *more, type(None))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (inner,) = (arg for arg in get_args(source) if arg not in self._kinds)
        schema = handler.generate_schema(inner)
        return core_schema.no_info_wrap_validator_function(self._read, schema)

    def _read(self, value: Any, inner: core_schema.ValidatorFunctionWrapHandler) -> Any:
        if value is None:
            raise PydanticCustomError("empty", "is left empty: leave the line out, or write none")
        if isinstance(value, str) and value in self._marks:
            return self._marks[value]
        return inner(value)


Stated = Annotated[T | Said | None, ThreeWays()]
Many = Annotated[tuple[T, ...], Field(min_length=1, max_length=500)]
StatedMany = Stated[Many[T]]
StatedCodes = Annotated[Many[T] | Every | Said | None, ThreeWays(Every)]


def value(stated: T | Said | None) -> T | None:
    """The value where there is one; None where none is stated or nothing is."""
    return None if isinstance(stated, Said) else stated


def many(stated: tuple[T, ...] | Every | Said | None) -> tuple[T, ...]:
    """The entries where there are some."""
    return stated if isinstance(stated, tuple) else ()


def is_stated(stated: object) -> bool:
    """Whether the text says anything about it; "there is none" is a statement too."""
    return stated is not None and stated is not Said.NOT_STATED
