"""Bodies and answers of api routes: pydantic models in and out."""

from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse

from shared.errors import Invalid
from shared.phrase import phrase
from shared.web.forms import problems_of

Model = TypeVar("Model", bound=BaseModel)


async def body(request: Request, model: type[Model]) -> Model:
    """The request's JSON as a model; raises Invalid naming every field that is wrong."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Invalid(phrase("Send JSON, as application/json."))
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        raise Invalid(phrase("The body cannot be used."), problems=problems_of(error)) from None


def queried(request: Request, model: type[Model]) -> Model:
    """What the address asks, as a model; an empty value is as good as none. Raises Invalid."""
    given = {name: value for name, value in request.query_params.items() if value}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise Invalid(phrase("The address cannot be used."), problems=problems_of(error)) from None


def answered(value: BaseModel | Sequence[BaseModel] | None, status: int = 200) -> JSONResponse:
    """A model, or a list under `items`, as JSON."""
    headers = {"cache-control": "no-store"}
    if value is None:
        return JSONResponse(None, status_code=status, headers=headers)
    if isinstance(value, BaseModel):
        return JSONResponse(value.model_dump(mode="json"), status_code=status, headers=headers)
    items = [each.model_dump(mode="json") for each in value]
    return JSONResponse({"items": items}, status_code=status, headers=headers)
