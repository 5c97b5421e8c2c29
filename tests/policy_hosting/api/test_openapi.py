"""The service answers as the OpenAPI document says, whatever it is asked (schemathesis)."""

from uuid import UUID

import pytest
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance

from services.policy_hosting.permissions import Permission
from services.policy_hosting.routes import routes
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.web.app import create_app
from tests.support import signed_in
from tests.support.asking import from_edge
from tests.support.schema import ask_everything, listening

pytestmark = pytest.mark.slow
load_all_checks()


async def test_every_answer_is_as_the_document_says(
    settings: ServiceSettings, database: Database, tenant: UUID
) -> None:
    app = create_app("policy_hosting", routes, settings, database.activate, signed_in.check(settings))
    headers = from_edge(None) | signed_in.bearer(settings, tenant, *Permission)
    async with listening(app) as address:
        # a schema cannot say that a text keeps the grammar, or that a language is the tenant's
        asked = await ask_everything(
            address, headers, ("/v1/documents",), examples=10, without=[positive_data_acceptance]
        )
    assert asked >= 10
