"""Stated, stated as none and not stated are three things, for every field of the record."""

from collections.abc import Iterator
from typing import Annotated, Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from services.policy_hosting.facts.entry import Part, plain
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.said import Said, is_stated


def parts(annotation: Any = Facts) -> Iterator[type[Part]]:
    """Every kind of part the record is made of."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
        for field in annotation.model_fields.values():
            yield from parts(field.annotation)
    for inner in get_args(annotation):
        yield from parts(inner)


STATED = sorted(
    {
        (part.__name__, name, part)
        for part in parts()
        for name, field in part.model_fields.items()
        if Said in get_args(field.annotation)
    },
    key=lambda row: row[:2],
)


def test_the_record_has_many_such_fields() -> None:
    assert len(STATED) > 150


@pytest.mark.parametrize(("part", "field"), [(part, name) for _, name, part in STATED])
def test_a_field_can_say_none_say_not_stated_or_be_absent(part: type[Part], field: str) -> None:
    info = part.model_fields[field]
    kind: Any = Annotated[(info.annotation, *info.metadata)]
    reader: TypeAdapter[Any] = TypeAdapter(kind)
    none, silent = reader.validate_python("none"), reader.validate_python("not-stated")
    assert none is Said.NONE
    assert silent is Said.NOT_STATED
    assert [is_stated(none), is_stated(silent), is_stated(info.default)] == [True, False, False]


@pytest.mark.parametrize(("part", "field"), [(part, name) for _, name, part in STATED])
def test_an_empty_line_is_none_of_the_three(part: type[Part], field: str) -> None:
    alias = part.model_fields[field].alias or field
    with pytest.raises(ValidationError) as refusal:
        part.model_validate({alias: None})
    assert any(error["loc"] == (alias,) and "left empty" in error["msg"] for error in refusal.value.errors())


def test_what_was_written_stays_written() -> None:
    given = {"transfers": "none", "answer": "not-stated", "rights": [{"right": "access", "caveats": "none"}]}
    assert plain(Facts.model_validate(given)) == given


def test_none_counts_as_a_statement_and_silence_does_not() -> None:
    facts = Facts.model_validate({"transfers": "none", "answer": "not-stated", "rights": [{"right": "access"}]})
    assert facts.stated() == (2, 18)
