"""The service answers as the OpenAPI document says, whatever it is asked (schemathesis), and the document is sound."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from schemathesis import Case
from schemathesis.core.result import Ok

from infra.local.process import free_port
from infra.openapi import document
from services.tenant_auth.audit.log import append
from services.tenant_auth.members.roles import PERMISSIONS, Role
from services.tenant_auth.routes import routes
from shared.events import ActRecorded
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.app import create_app
from tests.support import signed_in
from tests.support.asking import from_edge
from tests.support.factories.tenant import made
from tests.tenant_auth.audit.conftest import act

pytestmark = pytest.mark.slow
OURS = ("/v1/tenant", "/v1/members", "/v1/audit", "/v1/api-clients")
EXAMPLES = 25


class Server(uvicorn.Server):
    """One without signal handlers."""

    @contextmanager
    def capture_signals(self) -> Any:
        yield


@pytest.fixture
async def company(database: Database) -> UUID:
    """A tenant with something in its log."""
    tenant = (await made()).id
    async with unit_of_work(tenant):
        for n in range(3):
            said: ActRecorded = act(n)
            await append(said)
    return tenant


@pytest.fixture
async def address(settings: ServiceSettings, database: Database) -> AsyncIterator[str]:
    """The service's app, listening in this process."""
    app = create_app("tenant_auth", routes, settings, database.activate, signed_in.check(settings))
    port = free_port()
    server = Server(uvicorn.Config(app, host="127.0.0.1", port=port, lifespan="off", log_config=None))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


async def test_every_answer_is_as_the_document_says(address: str, settings: ServiceSettings, company: UUID) -> None:
    headers = from_edge(None) | signed_in.bearer(settings, company, *PERMISSIONS[Role.OWNER])
    asked = await asyncio.to_thread(ask_everything, address, headers)
    assert asked >= 9


def ask_everything(address: str, headers: dict[str, str]) -> int:
    schema = schemathesis.openapi.from_dict(document())
    schema.config.update(base_url=address)
    asked = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        if operation.path.startswith(OURS):
            ask(operation.as_strategy(), headers)
            asked += 1
    return asked


def ask(strategy: Any, headers: dict[str, str]) -> None:
    @given(case=strategy)
    @settings_of_ours
    def one(case: Case[Any]) -> None:
        case.call_and_validate(headers=headers)

    one()


settings_of_ours = limits(
    max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def test_the_document_says_what_each_operation_needs() -> None:
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            assert operation["security"] == [{"client": [*operation["security"][0]["client"]]}], (path, method)
            assert {"401", "403", "404"} <= set(operation["responses"])
