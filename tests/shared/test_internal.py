"""The internal port: what is missing in words for the operator, and a service's own questions."""

from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from shared.errors import Unavailable
from shared.internal import internal_app
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database, active
from tests.support.asking import asking


@pytest.fixture
def service() -> str:
    return "policy_hosting"


async def answered(database: Database, settings: ServiceSettings, path: str, *routes: Route) -> Any:
    async with asking(internal_app(database, settings, routes)) as client:
        return await client.get(path)


async def test_a_service_that_can_work_is_ready(database: Database, settings: ServiceSettings) -> None:
    answer = await answered(database, settings, "/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"service": "policy_hosting", "ready": True, "missing": []}


async def test_without_its_database_it_says_so(database: Database, settings: ServiceSettings) -> None:
    gone = replace(settings, database_app="postgresql://nobody:x@127.0.0.1:1/nowhere")
    answer = await answered(database, gone, "/healthz")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["database"])
    assert "nobody" not in answer.text


async def test_a_database_that_is_behind_is_named_with_its_migrations(
    database: Database, settings: ServiceSettings
) -> None:
    elsewhere = replace(settings, database_app=settings.database_app.replace("/policy_hosting", "/library"))
    elsewhere = replace(elsewhere, database_app=elsewhere.database_app.replace("policy_hosting_app", "library_app"))
    answer = await answered(database, elsewhere, "/healthz")
    assert answer.status_code == 503
    assert "migration 0001_create_house_tables" in answer.json()["missing"]


async def test_metrics_are_told(database: Database, settings: ServiceSettings) -> None:
    answer = await answered(database, settings, "/metrics")
    assert answer.status_code == 200
    assert "avow_requests_total" in answer.text


async def test_a_services_own_question_has_its_database(database: Database, settings: ServiceSettings) -> None:
    async def which(_request: Request) -> Response:
        return Response(active().service)

    assert (await answered(database, settings, "/which", Route("/which", which))).text == "policy_hosting"


async def test_a_refusal_is_a_status_without_words(database: Database, settings: ServiceSettings) -> None:
    async def refuse(_request: Request) -> Response:
        raise Unavailable("planted")

    answer = await answered(database, settings, "/which", Route("/which", refuse))
    assert (answer.status_code, answer.content) == (503, b"")
