"""The copy of the tenant's profile: the highest revision wins, in whatever order they come."""

from uuid import UUID

import pytest

from shared.errors import Missing
from shared.ids import new_id
from shared.tenancy import profile
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.profile import profile_changed


async def test_a_copy_reads_back_as_it_was_said(tenant: UUID) -> None:
    said = profile_changed(tenant)
    async with unit_of_work(tenant):
        assert await profile.profile() == said.profile


async def test_a_lower_or_equal_revision_changes_nothing(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await profile.copy(profile_changed(tenant, 5, name="Five"))
        await profile.copy(profile_changed(tenant, 4, name="Late"))
        await profile.copy(profile_changed(tenant, 5, name="Twice"))
        assert (await profile.profile()).name == "Five"


async def test_an_unknown_tenants_profile_is_missing(tenant: UUID) -> None:
    async with unit_of_work(new_id()):
        with pytest.raises(Missing):
            await profile.profile()
