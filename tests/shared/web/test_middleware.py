"""Only the edge may ask; what is answered is closed to the outside, and the log knows templates only."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx2
import pytest
import structlog
from prometheus_client import generate_latest

from shared import logs
from shared.ids import new_id
from shared.web.headers import PRIVATE_HEADERS
from tests.support.asking import from_edge

PROCESSORS: list[Any] = [structlog.contextvars.merge_contextvars, logs._error_code]
MARKED = "planted-Zürich-4711"


@pytest.fixture
def logged() -> Iterator[list[structlog.typing.EventDict]]:
    with structlog.testing.capture_logs(processors=PROCESSORS) as lines:
        yield lines


@pytest.mark.parametrize("secret", [None, "", "edge-secre", "edge-secrett", "EDGE-SECRET"])
async def test_without_the_edges_secret_there_is_nothing(
    edge: httpx2.AsyncClient, tenant: UUID, secret: str | None
) -> None:
    headers = from_edge(tenant)
    del headers["avow-edge"]
    answer = await edge.get("/whose", headers=headers | ({"avow-edge": secret} if secret is not None else {}))
    assert (answer.status_code, answer.content) == (404, b"")
    assert "content-security-policy" not in answer.headers


async def test_a_tenant_named_by_a_visitor_counts_only_with_the_secret(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    assert (await edge.get("/whose", headers={"avow-tenant": str(tenant)})).status_code == 404
    assert (await edge.get("/whose", headers=from_edge(tenant))).text == str(tenant)


@pytest.mark.parametrize("tenant_said", [None, "", "acme", "0", "' OR 1=1 --"])
async def test_a_host_that_is_nobodys_has_no_pages(edge: httpx2.AsyncClient, tenant_said: str | None) -> None:
    headers = from_edge(None) | ({"avow-tenant": tenant_said} if tenant_said is not None else {})
    assert (await edge.get("/whose", headers=headers)).status_code == 404


async def test_another_tenants_rows_are_not_there(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    stranger = new_id()
    assert (await edge.post("/v1/shelves/ours", headers=from_edge(tenant))).status_code == 200
    assert (await edge.get("/v1/shelves", headers=from_edge(tenant))).json() == ["ours"]
    assert (await edge.get("/v1/shelves", headers=from_edge(stranger))).json() == []


@pytest.mark.parametrize(
    "path", ["/whose", "/en/refusals/denied", "/v1/refusals/missing", "/en/broken/x", "/v1/broken/x", "/nowhere"]
)
async def test_every_answer_carries_the_security_headers(edge: httpx2.AsyncClient, tenant: UUID, path: str) -> None:
    answer = await edge.get(path, headers=from_edge(tenant))
    for name, value in PRIVATE_HEADERS:
        assert answer.headers[name.decode()] == value.decode()
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "set-cookie" not in answer.headers
    assert "server" not in answer.headers


async def test_a_page_may_say_itself_how_long_it_is_fresh(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    answer = await edge.get("/framed", headers=from_edge(tenant))
    assert answer.headers.get_list("cache-control") == ["public, max-age=60"]


@pytest.mark.parametrize("form", ["/en/broken", "/v1/broken"])
async def test_logs_hold_no_path_no_address_and_no_typed_text(
    edge: httpx2.AsyncClient, tenant: UUID, logged: list[structlog.typing.EventDict], form: str
) -> None:
    headers = from_edge(tenant, avow_client="203.0.113.77", user_agent=MARKED, cookie=f"a={MARKED}")
    await edge.get(
        f"{form}/{MARKED}?typed={MARKED}", headers={name.encode(): value.encode() for name, value in headers.items()}
    )
    text = str(logged)
    assert "planted" not in text
    assert "203.0.113" not in text
    assert [line["event"] for line in logged] == ["broken", "answered"]
    assert logged[0]["route"] == form.replace("/en", "/{locale}") + "/{secret}"
    assert logged[1]["status"] == 500
    assert {line["request"] for line in logged} == {"req-1"}


async def test_metrics_count_templates_and_not_addresses(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    await edge.get(f"/en/broken/{new_id()}-{MARKED}", headers=from_edge(tenant))
    said = generate_latest().decode()
    assert 'route="/{locale}/broken/{secret}"' in said
    assert "planted" not in said


async def test_what_no_route_fits_is_counted_as_none(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    await edge.get(f"/somewhere/{MARKED}", headers=from_edge(tenant))
    assert 'method="GET",route="none",service="library",status="404"' in generate_latest().decode()
