"""The service answers as the OpenAPI document says, whatever it is asked (schemathesis)."""

import pytest

from services.tenant_auth.audit.log import append
from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import PERMISSIONS, Role
from services.tenant_auth.people.person import Person
from services.tenant_auth.routes import routes
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.app import create_app
from tests.support import signed_in
from tests.support.asking import from_edge
from tests.support.factories.tenant import made
from tests.support.schema import ask_everything, listening
from tests.tenant_auth.audit.conftest import act

pytestmark = pytest.mark.slow
OURS = ("/v1/tenant", "/v1/members", "/v1/audit", "/v1/api-clients")


async def test_every_answer_is_as_the_document_says(settings: ServiceSettings, database: Database) -> None:
    company = (await made()).id
    async with unit_of_work(company):
        owner = await Person.join(f"{new_id()}@acme.example", name="Ada", locale="en")
        await Member.join(owner.id, [Role.OWNER])
        for n in range(3):
            await append(act(n))
    app = create_app("tenant_auth", routes, settings, database.activate, signed_in.check(settings))
    headers = from_edge(None) | signed_in.bearer(settings, company, *PERMISSIONS[Role.OWNER], sub=str(owner.id))
    async with listening(app) as address:
        assert await ask_everything(address, headers, OURS) >= 9
