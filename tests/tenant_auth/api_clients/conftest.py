"""A tenant that stands in the directory, for clients are found before their tenant is known, and its one owner."""

from uuid import UUID

import pytest

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from services.tenant_auth.people.person import Person
from shared import clock
from shared.ids import new_id
from shared.tenancy import profile
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.profile import profile_changed
from tests.support.factories.tenant import made


@pytest.fixture
async def tenant(database: Database, request: pytest.FixtureRequest) -> UUID:
    found, vera = await made(), getattr(request.module, "VERA", None)
    async with unit_of_work(found.id):
        await profile.copy(profile_changed(found.id))
        if vera is not None:
            known = {"email": f"{new_id()}@acme.example", "name": "Vera", "locale": "en", "created_at": clock.now()}
            await Person.get_or_create(known, id=vera.actor)
            await Member.join(vera.actor, [Role.OWNER])
    return found.id
