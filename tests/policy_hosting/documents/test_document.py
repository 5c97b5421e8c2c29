"""Documents: their address, their language, and who may have which."""

import asyncio
from uuid import UUID

import pytest

from services.policy_hosting.documents.document import Document, SlugTaken
from services.policy_hosting.documents.kind import Kind
from shared.errors import Invalid, Missing
from shared.ids import new_id
from shared.tenancy import profile
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.profile import profile_changed
from tests.support.factories.version import ADA


async def opened(slug: str, locale: str = "en") -> Document:
    return await Document.open(slug, kind=Kind.PRIVACY_NOTICE, prevailing_locale=locale, actor=ADA)


async def test_a_document_is_found_by_its_address(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        document = await opened("privacy")
        assert (await Document.named("privacy")).id == document.id


@pytest.mark.parametrize("slug", ["", "Privacy", "a b", "-a", "a--b", "a/b", "é", "a" * 81, "../x"])
async def test_an_address_that_cannot_be_one_is_refused(tenant: UUID, slug: str) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(Invalid) as refusal:
            await opened(slug)
    assert refusal.value.problems[0].field == "slug"


async def test_an_address_is_taken_once(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await opened("privacy")
    async with unit_of_work(tenant):
        with pytest.raises(SlugTaken, match="another document has the address 'privacy'"):
            await opened("privacy")


async def test_of_two_people_who_take_an_address_at_once_one_is_refused(tenant: UUID) -> None:
    async def take() -> bool:
        try:
            async with unit_of_work(tenant):
                await opened("privacy")
        except SlugTaken:
            return False
        return True

    assert sorted(await asyncio.gather(*(take() for _ in range(4)))) == [False, False, False, True]


async def test_the_prevailing_language_is_one_of_the_tenants(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(Invalid, match="'nl' is not a language of this tenant; it has en, fr"):
            await opened("privacy", "nl")


async def test_a_document_nobody_opened_is_missing(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(Missing, match="there is no document 'nothing'"):
            await Document.named("nothing")


async def test_another_tenants_document_is_missing_and_its_address_is_free(tenant: UUID) -> None:
    globex = new_id()
    async with unit_of_work(globex):
        await profile.copy(profile_changed(globex, name="Globex"))
        theirs = await opened("privacy")
    async with unit_of_work(tenant):
        with pytest.raises(Missing):
            await Document.get_or_missing(id=theirs.id)
        assert (await opened("privacy")).id != theirs.id
