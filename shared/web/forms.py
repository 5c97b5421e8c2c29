"""What a person typed: clean values or problems by field, and what was typed kept for the page that asks again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from shared.errors import Invalid, Problem, Refusal
from shared.phrase import phrase

Model = TypeVar("Model", bound=BaseModel)
_MOST_FIELDS = 2_000
_LARGEST_FIELD = 4 * 1024 * 1024


@dataclass
class Form:
    """A form as it goes back to the page: the typed values, and what is wrong with them."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def problem(self, name: str) -> str:
        """What is wrong with one field; empty where nothing is."""
        return next((each.reason for each in self.problems if each.field == name), "")

    def value(self, name: str, default: Any = "") -> Any:
        """What stands in the field."""
        return self.values.get(name, default)

    def refuse(self, name: str, reason: str) -> None:
        """Add a problem with a field."""
        self.problems.append(Problem(name, reason))

    def take(self, error: Refusal) -> None:
        """Add what a noun refused; a refusal without fields speaks for the whole form."""
        self.problems += error.problems or [Problem("", error.message)]


async def read_form(request: Request, model: type[Model]) -> tuple[Model | None, Form]:
    """The model, or None with the problems in the form. Empty fields are as if they had not been sent."""
    sent = await fields(request)
    form = Form(values=_typed(sent, model))
    given = {name: value for name, value in form.values.items() if value not in ("", [])}
    try:
        return model.model_validate(given), form
    except ValidationError as error:
        form.problems += problems_of(error)
        return None, form


async def fields(request: Request) -> FormData:
    """The form's fields as they came; raises Invalid where they cannot be read."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise Invalid(phrase("This is not a form."))
    return await request.form(max_fields=_MOST_FIELDS, max_part_size=_LARGEST_FIELD)


def problems_of(error: ValidationError) -> list[Problem]:
    """A sentence for each field that is wrong; what was typed is never repeated."""
    return [Problem(".".join(str(part) for part in each["loc"]), _reason(each)) for each in error.errors()]


def _typed(sent: FormData, model: type[BaseModel]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, item in model.model_fields.items():
        key = item.alias or name
        if _is_list(item.annotation):
            values[key] = [each for each in sent.getlist(key) if isinstance(each, str) and each]
        elif key in sent:
            value = sent[key]
            values[key] = value if isinstance(value, UploadFile) else value.replace("\r\n", "\n").replace("\x00", "")
    return values


def _is_list(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return any(_is_list(each) for each in get_args(annotation))
    return origin in (list, tuple, set, frozenset, Sequence)


def _reason(error: Any) -> str:
    """Pydantic's kinds of error in our words; what a validator of ours says stands as it is."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        said: str = context["error"].args[0]
        return said
    if kind in ("string_too_long", "too_long"):
        return phrase("This is too long; at most {most}.", most=context["max_length"])
    if kind in ("string_too_short", "too_short"):
        return phrase("This is too short; at least {least}.", least=context["min_length"])
    return next((words for begins, words in _REASONS.items() if kind.startswith(begins)), _UNCLEAR)


_UNCLEAR = phrase("This cannot be understood.")
_REASONS = {
    "missing": phrase("Fill this in."),
    "enum": phrase("Choose one of the given answers."),
    "literal_error": phrase("Choose one of the given answers."),
    "date": phrase("Write a date as year-month-day, such as 2027-01-31."),
    "int": phrase("Write a number."),
    "float": phrase("Write a number."),
    "decimal": phrase("Write a number."),
}
