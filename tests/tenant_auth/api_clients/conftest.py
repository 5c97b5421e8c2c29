"""A tenant that stands in the directory, for clients are found before their tenant is known."""

from uuid import UUID

import pytest

from shared.tenancy import profile
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.profile import profile_changed
from tests.support.factories.tenant import made


@pytest.fixture
async def tenant(database: Database) -> UUID:
    found = await made()
    async with unit_of_work(found.id):
        await profile.copy(profile_changed(found.id))
    return found.id
