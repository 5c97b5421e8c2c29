"""Forms and bodies: clean values, or every problem by its field with what was typed kept."""

from enum import StrEnum

import httpx2
import pytest
from pydantic import BaseModel, Field, field_validator
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from shared.errors import Invalid
from shared.phrase import phrase
from shared.web import json
from shared.web.forms import read_form
from shared.web.locale import wanted


class Colour(StrEnum):
    RED = "red"


class Book(BaseModel):
    title: str = Field(max_length=10)
    pages: int = 1
    colour: Colour = Colour.RED
    authors: list[str] = []

    @field_validator("title")
    @classmethod
    def not_shouted(cls, title: str) -> str:
        if title.isupper():
            raise ValueError(phrase("Do not shout."))
        return title


async def keep(request: Request) -> Response:
    book, form = await read_form(request, Book)
    told = {each.field: each.reason for each in form.problems}
    return JSONResponse({"book": book and book.model_dump(), "typed": form.values, "problems": told})


async def keep_json(request: Request) -> Response:
    try:
        return json.answered(await json.body(request, Book), 201)
    except Invalid as refused:
        return JSONResponse([each.field for each in refused.problems], status_code=422)


@pytest.fixture
def client() -> httpx2.AsyncClient:
    app = Starlette(routes=[Route("/", keep, methods=["POST"]), Route("/json", keep_json, methods=["POST"])])
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://x")


async def test_a_good_form_becomes_a_model(client: httpx2.AsyncClient) -> None:
    said = (await client.post("/", data={"title": "Emma", "pages": "", "authors": ["Jane", ""]})).json()
    assert said["problems"] == {}
    assert said["book"] == {"title": "Emma", "pages": 1, "colour": "red", "authors": ["Jane"]}


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        ({}, "title", "Fill this in."),
        ({"title": "  "}, None, None),
        ({"title": "x" * 11}, "title", "This is too long; at most 10."),
        ({"title": "LOUD"}, "title", "Do not shout."),
        ({"title": "a", "pages": "many"}, "pages", "Write a number."),
        ({"title": "a", "colour": "blue"}, "colour", "Choose one of the given answers."),
    ],
)
async def test_a_problem_names_its_field_and_what_was_typed_is_kept(
    client: httpx2.AsyncClient, sent: dict[str, str], field: str | None, reason: str | None
) -> None:
    said = (await client.post("/", data=sent, headers={"content-type": "application/x-www-form-urlencoded"})).json()
    assert said["problems"] == ({field: reason} if field else {})
    assert {name: value for name, value in said["typed"].items() if value} == {k: v for k, v in sent.items() if v}


async def test_json_is_read_as_json_alone(client: httpx2.AsyncClient) -> None:
    good = await client.post("/json", json={"title": "Emma"})
    assert (good.status_code, good.headers["cache-control"]) == (201, "no-store")
    assert (await client.post("/json", json={"pages": "x"})).json() == ["title", "pages"]
    for body, kind in ((b"{", "application/json"), (b'{"title": "a"}', "text/plain"), (b"\xff", "application/json")):
        assert (await client.post("/json", content=body, headers={"content-type": kind})).status_code == 422


@pytest.mark.parametrize(
    ("accept", "locale"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA,fr;q=0.8,en;q=0.5", "fr"),
        ("ja,nl;q=0.3,de;q=0.7", "de"),
        ("fr;q=0", "en"),
        ("*", "en"),
        ("nl;q=nonsense,de", "de"),
        (",;q=,," * 50, "en"),
    ],
)
def test_the_browsers_wish_decides_the_language(accept: str, locale: str) -> None:
    assert wanted(accept) == locale
