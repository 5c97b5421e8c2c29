"""What publication reads: everything public of a tenant, and nothing else, in few queries."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from services.policy_hosting.actor import Actor
from services.policy_hosting.versions.calling_off import call_off
from services.policy_hosting.versions.content import content_hash
from services.policy_hosting.versions.correcting import correct
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.reading import Publication, publication
from services.policy_hosting.versions.state import Change, State, Way
from shared.tenancy.client import TenantClient
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.clock import MovableClock
from tests.support.factories.version import ADA, ADA_AND_GRACE, THIRTY_WORKING_DAYS, approved, given, published

pytestmark = pytest.mark.slow

LATER = date(2027, 2, 1)
BECAUSE = {"en": "A court orders it.", "fr": "Un tribunal l'ordonne."}


@pytest.fixture
async def found(tenant: UUID, clock: MovableClock) -> Publication:
    """A notice with every kind of version, a second document, and a draft nobody may see."""
    clock.set_to(datetime(2026, 11, 23, 9, tzinfo=UTC))
    async with unit_of_work(tenant):
        document = (await published(given(facts=THIRTY_WORKING_DAYS))).document
        await published(given(120), actor=ADA_AND_GRACE, way=Way.LAW, reasons=BECAUSE)
        await call_off((await published(given(150), effective=LATER)).version, ADA, {"en": "We think again."})
        announced = (await published(given(180), effective=LATER, actor=Actor.operator("Ada"))).version
        await correct(announced, given(181), ADA, change=Change.EDITORIAL)
        await approved(document, given(365))
        await published(Given(texts={"fr": "# Cookies\n\nAucun.\n"}), slug="cookies", kind="cookie-notice")
        return await publication()


async def test_drafts_are_not_public(found: Publication) -> None:
    assert [each.number for each in found.documents[0].versions] == [1, 2, 3, 4, 5]


async def test_what_holds_and_what_comes_is_told_apart(found: Publication) -> None:
    document = found.documents[0]
    assert document.in_force is not None
    assert (document.in_force.number, [each.number for each in document.coming]) == (2, [5])
    assert [each.number for each in document.past_and_present] == [1, 2]


async def test_the_way_through_the_lock_stands_with_its_reason_and_without_names(found: Publication) -> None:
    second = found.documents[0].versions[1]
    assert second.announcement is not None
    assert (second.announcement.way, second.announcement.reasons) == (Way.LAW, BECAUSE)
    assert "Ada" not in str(found)
    assert "Grace" not in str(found)


async def test_what_was_called_off_or_corrected_is_still_there(found: Publication) -> None:
    third, fourth, fifth = sorted(found.documents[0].versions, key=lambda each: each.number)[2:]
    assert third.announcement is not None
    assert (third.state, third.announcement.called_off_on) == (State.WITHDRAWN, date(2026, 11, 23))
    assert third.announcement.called_off_reasons == {"en": "We think again."}
    assert (fourth.state, fourth.corrected_by, fifth.corrects) == (State.WITHDRAWN, 5, 4)


async def test_of_two_versions_of_a_day_the_later_holds_and_the_earlier_is_named(found: Publication) -> None:
    document = found.documents[0]
    assert document.timeline == ((date(2026, 11, 23), 2),)
    holds = document.on(date(2026, 11, 23))
    assert holds is not None
    assert [each.number for each in document.same_day(holds)] == [1]


async def test_the_hash_is_of_what_readers_see(found: Publication) -> None:
    first = found.documents[0].versions[0]
    texts = {locale: text.text for locale, text in first.texts.items()}
    assert first.content_hash == content_hash("en", first.facts_yaml, texts)
    assert len({each.content_hash for each in found.documents[0].versions}) == 5


async def test_documents_stand_in_the_order_they_were_opened(found: Publication) -> None:
    assert [(each.slug, each.prevailing_locale) for each in found.documents] == [("privacy", "en"), ("cookies", "fr")]


async def test_reading_takes_a_handful_of_queries_whatever_there_is(
    tenant: UUID, found: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    borrow = TenantClient.acquire_connection

    def counted(client: TenantClient) -> Any:
        asked.append("once")
        return borrow(client)

    monkeypatch.setattr(TenantClient, "acquire_connection", counted)
    async with unit_of_work(tenant):
        await publication()
    assert len(asked) == 4  # and one for the revision
