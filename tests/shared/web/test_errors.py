"""Refusals: a problem document for programs, a page in the path's language for people, our own text for nobody."""

from uuid import UUID

import httpx2
import pytest

from shared.tenancy.unit_of_work import unit_of_work
from tests.support.asking import from_edge
from tests.support.library.models import Shelf

STATUS = {"invalid": 422, "denied": 403, "missing": 404, "conflict": 409, "unavailable": 503}


@pytest.mark.parametrize(("family", "status"), STATUS.items())
async def test_a_program_gets_a_problem_document(
    edge: httpx2.AsyncClient, tenant: UUID, family: str, status: int
) -> None:
    answer = await edge.get(f"/v1/refusals/{family}", headers=from_edge(tenant))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = answer.json()
    assert problem["type"] == f"urn:avow:problem:{family}"
    assert (problem["status"], problem["instance"]) == (status, "urn:avow:request:req-1")
    assert problem["title"]
    assert problem["detail"]


async def test_a_problem_document_lists_the_fields(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    problem = (await edge.get("/v1/refusals/invalid", headers=from_edge(tenant))).json()
    assert problem["errors"] == [{"field": "colour", "reason": "is not a colour"}]


@pytest.mark.parametrize(("family", "status"), STATUS.items())
@pytest.mark.parametrize(("path", "locale"), [("en", "en"), ("fr", "fr"), ("nl", "nl"), ("de", "de"), ("zz", "en")])
async def test_a_person_gets_a_page_in_the_paths_language(
    edge: httpx2.AsyncClient, tenant: UUID, family: str, status: int, path: str, locale: str
) -> None:
    answer = await edge.get(f"/{path}/refusals/{family}", headers=from_edge(tenant))
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert f'<html lang="{locale}"' in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize(("path", "locale"), [("/fr/nowhere/at-all", "fr"), ("/nowhere", "en"), ("/", "en")])
async def test_what_no_route_fits_is_a_page_in_the_paths_language(
    edge: httpx2.AsyncClient, tenant: UUID, path: str, locale: str
) -> None:
    answer = await edge.get(path, headers=from_edge(tenant))
    assert answer.status_code == 404
    assert f'<html lang="{locale}"' in answer.text


async def test_a_path_is_never_repeated_on_the_page(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    answer = await edge.get("/<script>alert(1)</script>/x", headers=from_edge(tenant))
    assert "alert" not in answer.text


async def test_a_fault_of_ours_says_nothing_of_itself(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    page = await edge.get("/en/broken/planted", headers=from_edge(tenant))
    assert (page.status_code, "planted" in page.text, "RuntimeError" in page.text) == (500, False, False)
    problem = await edge.get("/v1/broken/planted", headers=from_edge(tenant))
    assert problem.json()["type"] == "urn:avow:problem:broken"
    assert "planted" not in problem.text


async def test_another_method_is_not_allowed(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    answer = await edge.post("/whose", headers=from_edge(tenant))
    assert (answer.status_code, "GET" in answer.headers["allow"]) == (405, True)


async def test_a_refusal_leaves_nothing_half_written(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    answer = await edge.post("/v1/shelves/half?refused=1", headers=from_edge(tenant))
    assert answer.status_code == 409
    async with unit_of_work(tenant):
        assert not await Shelf.filter(name="half").exists()


async def test_a_commit_that_fails_has_not_said_200(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    answer = await edge.get("/v1/doomed", headers=from_edge(tenant))
    assert answer.status_code == 500
    assert "Marked book" not in answer.text
    async with unit_of_work(tenant):
        assert not await Shelf.filter(name="lent").exists()
