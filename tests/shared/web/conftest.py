"""A small service of the tests' own, with a page and an api route for each thing that can happen."""

from collections.abc import AsyncIterator
from enum import StrEnum
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from infra.local.assets import build
from shared.access.rule import Can, Public, SignedIn
from shared.errors import Conflict, Denied, Invalid, Missing, Problem, Refusal, Unavailable
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy import current
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import execute
from shared.web.app import create_app
from shared.web.rate_limit import Limit
from shared.web.route import HouseRoute, api, page, tenant_of
from tests.support.asking import asking
from tests.support.library.models import Book, Shelf

REFUSALS: dict[str, Refusal] = {
    "invalid": Invalid("colour: is not a colour", problems=[Problem("colour", "is not a colour")]),
    "denied": Denied("You may not."),
    "missing": Missing("There is none."),
    "conflict": Conflict("It is closed already."),
    "unavailable": Unavailable("It does not answer."),
}


class Permission(StrEnum):
    READ = "library:shelf:read"


async def refuse(request: Request) -> Response:
    raise REFUSALS[request.path_params["family"]]


async def break_down(request: Request) -> Response:
    raise RuntimeError(f"it holds {request.path_params['secret']}")


async def shelves(request: Request) -> Response:
    return JSONResponse([shelf.name for shelf in await Shelf.all()])


async def keep(request: Request) -> Response:
    """Writes a row, then does what it is asked to."""
    await Shelf.create(name=request.path_params["name"])
    if "refused" in request.query_params:
        raise Conflict("Not now.")
    return PlainTextResponse("kept")


async def doomed(request: Request) -> Response:
    """Says 200; its commit will fail on a deferred key."""
    shelf = await Shelf.create(name="lent")
    book = await Book.create(title="Marked book", shelf=shelf)
    for _ in range(2):
        await execute(
            "INSERT INTO loan (tenant_id, id, book_id) VALUES ($1, $2, $3)", current.tenant(), new_id(), book.id
        )
    return PlainTextResponse("never said")


async def whose(request: Request) -> Response:
    return PlainTextResponse(str(tenant_of(request)))


async def framed(request: Request) -> Response:
    return PlainTextResponse("mine", headers={"cache-control": "public, max-age=60"})


NEVER = Limit("never", hits=3, seconds=86400)

ROUTES: list[HouseRoute] = [
    api("/v1/refusals/{family}", refuse, access=Public()),
    api("/v1/broken/{secret}", break_down, access=Public()),
    api("/v1/doomed", doomed, access=Public()),
    api("/v1/shelves", shelves, access=Public()),
    api("/v1/shelves/{name}", keep, access=Public(), methods=["POST"]),
    api("/v1/allowed", whose, access=Can(Permission.READ)),
    api("/v1/limited", whose, access=Public(), limit=NEVER),
    page("/{locale}/refusals/{family}", refuse, access=Public()),
    page("/{locale}/broken/{secret}", break_down, access=Public()),
    page("/whose", whose, access=Public()),
    page("/framed", framed, access=Public()),
    page("/{locale}/signed-in", whose, access=SignedIn()),
    page("/{locale}/limited", whose, access=Public(), limit=NEVER),
    page("/{locale}/numbers/{number:number}", whose, access=Public()),
]


@pytest.fixture(scope="session")
def static() -> Path:
    return build()


@pytest.fixture
def app(database: Database, settings: ServiceSettings, static: Path) -> Starlette:
    return create_app("library", ROUTES, settings, database.activate)


@pytest.fixture
async def edge(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    """Whoever asks the service; tests add the edge's headers, or do not."""
    async with asking(app) as client:
        yield client


@pytest.fixture
def client_block() -> str:
    """A block of addresses nobody else in the tests comes from."""
    return f"block-{new_id()}"
