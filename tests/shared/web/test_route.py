"""Routes: no access rule, no route; numbers in an address are numbers."""

from uuid import UUID

import httpx2
import pytest
from starlette.requests import Request
from starlette.responses import Response

from shared.access.rule import Can, Public, SignedIn
from shared.access.session import NOBODY, Caller
from shared.ids import new_id
from shared.web.route import api, page
from tests.shared.web.conftest import Permission
from tests.support.asking import from_edge


async def endpoint(request: Request) -> Response:
    return Response()


@pytest.mark.parametrize("kind", [page, api])
def test_a_route_without_an_access_rule_cannot_be_made(kind: type) -> None:
    with pytest.raises(TypeError, match="access"):
        kind("/somewhere", endpoint)


@pytest.mark.parametrize("path", ["/fr/signed-in", "/v1/allowed"])
async def test_nobody_passes_only_where_the_public_may(edge: httpx2.AsyncClient, tenant: UUID, path: str) -> None:
    assert (await edge.get(path, headers=from_edge(tenant))).status_code == 403


@pytest.mark.parametrize(
    ("caller", "public", "signed_in", "can"),
    [
        (NOBODY, True, False, False),
        (Caller(actor=new_id()), True, True, False),
        (Caller(actor=new_id(), permissions=frozenset({Permission.READ})), True, True, True),
        (Caller(permissions=frozenset({Permission.READ})), True, False, False),
    ],
)
def test_each_rule_lets_its_own_pass(caller: Caller, *, public: bool, signed_in: bool, can: bool) -> None:
    passed = [rule.allows(caller) for rule in (Public(), SignedIn(), Can(Permission.READ))]
    assert passed == [public, signed_in, can]


@pytest.mark.parametrize("number", ["0", "01", "-1", "1.5", "one", "1e3", "٣", "9" * 10, "9" * 5000])
async def test_what_is_no_number_finds_no_page(edge: httpx2.AsyncClient, tenant: UUID, number: str) -> None:
    assert (await edge.get(f"/en/numbers/{number}", headers=from_edge(tenant))).status_code == 404


async def test_a_number_finds_its_page(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    assert (await edge.get("/en/numbers/999999999", headers=from_edge(tenant))).status_code == 200
