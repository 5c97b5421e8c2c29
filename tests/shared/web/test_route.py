"""Routes: no access rule, no route; numbers in an address are numbers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx2
import pytest
from starlette.requests import Request
from starlette.responses import Response

from shared.access.rule import FRESH, Can, Public, Rule, SignedIn
from shared.access.session import NOBODY, Caller
from shared.errors import Denied, NotSignedIn, Refusal, StepUp
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
    assert (await edge.get(path, headers=from_edge(tenant))).status_code == 401


NOW = datetime.now(UTC) + timedelta(days=1)  # the tests of this process may take a while to come here
READER = Caller(kind="person", actor=new_id(), permissions=frozenset({Permission.READ}), signed_in_at=NOW)
LONG_AGO = datetime.now(UTC) - FRESH
PASSES = None


@pytest.mark.parametrize(
    ("caller", "signed_in", "can", "fresh"),
    [
        (NOBODY, NotSignedIn, NotSignedIn, NotSignedIn),
        (Caller(permissions=frozenset({Permission.READ})), NotSignedIn, NotSignedIn, NotSignedIn),
        (Caller(kind="person", actor=new_id(), signed_in_at=NOW), PASSES, Denied, Denied),
        (READER, PASSES, PASSES, PASSES),
        (replace(READER, signed_in_at=LONG_AGO), PASSES, PASSES, StepUp),
        (replace(READER, signed_in_at=None), PASSES, PASSES, StepUp),
        (replace(READER, kind="client", signed_in_at=None), PASSES, PASSES, PASSES),
    ],
)
def test_each_rule_lets_its_own_pass(
    caller: Caller, signed_in: type[Refusal] | None, can: type[Refusal] | None, fresh: type[Refusal] | None
) -> None:
    Public().check(caller)
    rules: tuple[Rule, ...] = (SignedIn(), Can(Permission.READ), Can(Permission.READ, fresh=True))
    for rule, refused in zip(rules, (signed_in, can, fresh), strict=True):
        if refused is None:
            rule.check(caller)
        else:
            with pytest.raises(refused):
                rule.check(caller)


@pytest.mark.parametrize("number", ["0", "01", "-1", "1.5", "one", "1e3", "٣", "9" * 10, "9" * 5000])
async def test_what_is_no_number_finds_no_page(edge: httpx2.AsyncClient, tenant: UUID, number: str) -> None:
    assert (await edge.get(f"/en/numbers/{number}", headers=from_edge(tenant))).status_code == 404


async def test_a_number_finds_its_page(edge: httpx2.AsyncClient, tenant: UUID) -> None:
    assert (await edge.get("/en/numbers/999999999", headers=from_edge(tenant))).status_code == 200
