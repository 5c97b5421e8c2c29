"""A text through time: any past day leads to what held then, and before the first known text the page says so."""

from datetime import UTC, date, datetime
from uuid import UUID

from services.policy_hosting.publication.publisher import center_of
from services.policy_hosting.settings import Settings
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.clock import MovableClock
from tests.support.factories.version import THIRTY_WORKING_DAYS, given, published
from tests.support.published import Published, rendered


def test_any_past_day_leads_to_the_version_of_its_end(pages: Published) -> None:
    timeline = pages.rendered.timelines["privacy"]
    assert timeline.known_from == date(2020, 7, 1)
    days = [
        date(2020, 6, 30),
        date(2020, 7, 1),
        date(2024, 4, 30),
        date(2024, 5, 1),
        date(2026, 11, 23),
        date(2030, 1, 1),
    ]
    assert [timeline.at(day) for day in days] == [None, 2, 2, 1, 3, 3]


def test_what_is_only_announced_holds_on_no_day(pages: Published) -> None:
    assert 5 not in {number for _, number in pages.rendered.timelines["privacy"].versions}


def test_before_the_first_known_text_the_page_says_so(pages: Published) -> None:
    said = pages.words("/en/policies/privacy/versions/before")
    assert "in force since 1 July 2020" in said
    assert "What applied before that day is not known here." in said


def test_the_announced_change_stands_over_the_text_in_force(pages: Published) -> None:
    said = pages.words("/en/policies/privacy")
    assert "Monday 1 February 2027" in said.replace("Monday, ", "Monday ")
    assert "Calls are kept longer." in said
    assert "We keep calls for 120 days." in said
    assert "180" not in said
    assert "Calls are kept longer." not in pages.words("/en/policies/privacy/versions/3")


def test_a_version_says_where_it_stands(pages: Published) -> None:
    where = {number: pages.words(f"/en/policies/privacy/versions/{number}") for number in (1, 3, 4, 5)}
    assert "It was in force from 1 May 2024 to 22 November 2026." in where[1]
    assert "This version is in force today." in where[3]
    assert "This version never took effect." in where[4]
    assert "called off on 23 November 2026" in where[4]
    assert "This version is announced." in where[5]


async def test_of_two_versions_of_a_day_the_later_names_the_earlier(
    tenant: UUID, clock: MovableClock, hosting: Settings
) -> None:
    async with unit_of_work(tenant):
        await published(given(1))
        await published(given(2))
        center = await center_of(tenant, hosting)
    assert center is not None
    pages = rendered(center)
    assert "Earlier on its first day, version 1 was in force." in pages.words("/en/policies/privacy/versions/2")
    assert "Earlier" not in pages.words("/en/policies/privacy/versions/1")


async def test_a_first_version_that_is_coming_is_shown_as_coming(
    tenant: UUID, clock: MovableClock, hosting: Settings
) -> None:
    clock.set_to(clock_start())
    async with unit_of_work(tenant):
        await published(given(facts=THIRTY_WORKING_DAYS), effective=date(2027, 2, 1))
        center = await center_of(tenant, hosting)
    assert center is not None
    pages = rendered(center)
    assert "This version is announced." in pages.words("/en/policies/privacy")
    assert pages.rendered.timelines == {}


def clock_start() -> datetime:
    return datetime(2026, 11, 23, 9, tzinfo=UTC)
