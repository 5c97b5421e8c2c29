"""Publishing: committed state becomes pages; twice is the same bytes, late is nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.policy_hosting.publication.pdf import MANIFEST, PdfPublisher
from services.policy_hosting.publication.publisher import Publisher
from services.policy_hosting.publication.rebuild import rebuild
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions import revision
from shared.events import PdfsDue, PublicationDue, TenantChanged
from shared.ids import new_id
from shared.sites import Manifest, Sites
from shared.tenancy import profile
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.clock import MovableClock
from tests.support.factories.profile import profile_changed
from tests.support.factories.version import given, published
from tests.support.said import said

pytestmark = pytest.mark.slow

DUE = PublicationDue()


@pytest.fixture
def publisher(hosting: Settings) -> Publisher:
    return Publisher(hosting)


async def hear(publisher: Publisher, tenant: UUID, event: TenantChanged | PublicationDue = DUE) -> None:
    async with unit_of_work(tenant):
        if isinstance(event, TenantChanged):
            await publisher.dress_anew(event)
    async with unit_of_work(tenant):
        await publisher.render_pages(event if isinstance(event, PublicationDue) else DUE)


async def manifest(hosting: Settings, tenant: UUID, of: str = "policy_hosting") -> Manifest:
    found = await Sites.of(hosting).manifest(tenant, of)
    assert found is not None
    return found


def stored(hosting: Settings) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in (hosting.data / "sites").rglob("*") if file.is_file()}


async def renewals(tenant: UUID) -> list[datetime | None]:
    return [each.due_at for each in await said(tenant, "publication.due") if each.data["renew"]]


async def test_what_is_committed_is_published_at_its_revision(
    tenant: UUID, publisher: Publisher, hosting: Settings
) -> None:
    async with unit_of_work(tenant):
        await published()
        counted = await revision.current()
    await hear(publisher, tenant)
    found = await manifest(hosting, tenant)
    assert (found.revision, "/en/policies/privacy" in found.entries) == (counted, True)
    assert [each.data["revision"] for each in await said(tenant, "pages.published")] == [counted]


async def test_rendering_twice_gives_the_same_bytes(tenant: UUID, publisher: Publisher, hosting: Settings) -> None:
    async with unit_of_work(tenant):
        await published()
    await hear(publisher, tenant)
    before = stored(hosting)
    fresh = Publisher(hosting)
    async with unit_of_work(tenant):
        await fresh.publish(anew=True)
    assert stored(hosting) == before


async def test_pdfs_are_asked_for_after_pages_even_where_the_pages_stood_already(
    tenant: UUID, publisher: Publisher
) -> None:
    for _ in range(2):
        await hear(publisher, tenant)
    assert len(await said(tenant, "pdfs.due")) == 2


async def test_heard_twice_it_says_nothing_more(tenant: UUID, publisher: Publisher) -> None:
    async with unit_of_work(tenant):
        await published()
    await hear(publisher, tenant)
    await hear(publisher, tenant)
    assert len(await said(tenant, "pages.published")) == 1


async def test_a_change_of_profile_is_on_every_page_and_an_older_one_is_dropped(
    tenant: UUID, publisher: Publisher, hosting: Settings
) -> None:
    async with unit_of_work(tenant):
        await published()
    newer, older = profile_changed(tenant, 5, name="Acme Europe"), profile_changed(tenant, 4, name="Old Acme")
    await hear(publisher, tenant, newer)
    before = (await manifest(hosting, tenant)).entries
    await hear(publisher, tenant, newer)
    await hear(publisher, tenant, older)
    assert (await manifest(hosting, tenant)).entries == before
    async with unit_of_work(tenant):
        assert (await profile.profile()).name == "Acme Europe"


async def test_while_the_profile_is_on_its_way_nothing_is_published(
    database: Database, publisher: Publisher, hosting: Settings
) -> None:
    unknown = new_id()
    await hear(publisher, unknown)
    assert await Sites.of(hosting).manifest(unknown, "policy_hosting") is None
    assert await said(unknown, "pages.published") == []
    await hear(publisher, unknown, profile_changed(unknown))
    assert "/en/" in (await manifest(hosting, unknown)).entries


async def test_an_older_rendering_never_replaces_a_newer_one(
    tenant: UUID, publisher: Publisher, hosting: Settings
) -> None:
    await Sites.of(hosting).publish(tenant, "policy_hosting", {}, revision=1000)
    async with unit_of_work(tenant):
        await published()
        await publisher.publish(anew=True)
    found = await manifest(hosting, tenant)
    assert (found.revision, found.entries) == (1000, {})
    assert await said(tenant, "pages.published") == []


async def test_pages_are_rendered_again_each_month_by_one_timer_whoever_asks(
    tenant: UUID, publisher: Publisher, clock: MovableClock
) -> None:
    clock.set_to(datetime(2026, 11, 23, 9, tzinfo=UTC))
    for event in (profile_changed(tenant, 1), profile_changed(tenant, 1), profile_changed(tenant, 2)):
        await hear(publisher, tenant, event)
    assert await renewals(tenant) == [datetime(2026, 12, 1, tzinfo=UTC)]
    clock.set_to(datetime(2026, 12, 1, tzinfo=UTC) + timedelta(seconds=1))
    for _ in range(2):
        await hear(publisher, tenant, PublicationDue(renew=True))
    assert await renewals(tenant) == [datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)]


async def test_a_renewed_security_txt_is_published_although_nothing_changed(
    tenant: UUID, publisher: Publisher, hosting: Settings, clock: MovableClock
) -> None:
    clock.set_to(datetime(2026, 11, 23, 9, tzinfo=UTC))
    await hear(publisher, tenant, profile_changed(tenant, 2))
    before = (await manifest(hosting, tenant)).entries["/.well-known/security.txt"]
    clock.set_to(datetime(2026, 12, 1, 1, tzinfo=UTC))
    await hear(publisher, tenant, PublicationDue(renew=True))
    assert (await manifest(hosting, tenant)).entries["/.well-known/security.txt"] != before


async def test_a_new_language_has_its_pdfs_too(tenant: UUID, publisher: Publisher, hosting: Settings) -> None:
    pdf = PdfPublisher(hosting)
    async with unit_of_work(tenant):
        await published(given())
        await pdf.render_pdfs(PdfsDue(revision=1))
    await hear(publisher, tenant, profile_changed(tenant, 2, locales=("en", "fr", "nl")))
    asked = [each.data for each in await said(tenant, "publication.due")]
    assert {"document": None, "renew": False} in asked  # the PDFs have a job of their own
    async with unit_of_work(tenant):
        await pdf.render_pdfs(PdfsDue(revision=1))
    assert "/nl/policies/privacy.pdf" in (await manifest(hosting, tenant, MANIFEST)).entries


async def test_everything_is_rendered_again_from_the_database(tenant: UUID, hosting: Settings) -> None:
    async with unit_of_work(tenant):
        await published()
    assert await rebuild(hosting) >= 1
    assert "/fr/policies/privacy" in (await manifest(hosting, tenant)).entries
    assert "/fr/policies/privacy.pdf" in (await manifest(hosting, tenant, MANIFEST)).entries


async def test_one_tenants_pages_hold_nothing_of_another(tenant: UUID, publisher: Publisher, hosting: Settings) -> None:
    other = new_id()
    async with unit_of_work(other):
        await profile.copy(profile_changed(other, name="Globex"))
        await published(slug="globex-notice")
    async with unit_of_work(tenant):
        await published()
    await hear(publisher, tenant)
    assert not any("globex" in path for path in (await manifest(hosting, tenant)).entries)
    assert not any(b"Globex" in body for body in stored(hosting).values())
