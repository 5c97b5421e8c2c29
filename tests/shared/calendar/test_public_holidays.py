"""Holidays: what the package says, and what it says wrong."""

from datetime import date

import pytest

from shared.calendar.public_holidays import check_jurisdiction, holiday_name, holidays_of, is_holiday
from shared.errors import Invalid


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 2),
        date(2026, 4, 3),  # Good Friday
        date(2026, 5, 5),
        date(2026, 5, 15),
        date(2027, 5, 5),
        date(2027, 5, 7),
        date(2028, 4, 28),
        date(2028, 5, 26),
    ],
)
def test_days_that_dutch_law_equals_to_holidays_are_holidays(day: date) -> None:
    assert is_holiday(day, "NL")


def test_france_has_the_eleven_days_of_its_labour_code() -> None:
    assert len(holidays_of("FR", 2026)) == 11


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 12, 26)])
def test_alsace_and_moselle_have_two_days_more(day: date) -> None:
    assert is_holiday(day, "FR-57")
    assert not is_holiday(day, "FR")


def test_the_german_lands_differ() -> None:
    corpus_christi = date(2026, 6, 4)
    assert is_holiday(corpus_christi, "DE-BY")
    assert not is_holiday(corpus_christi, "DE-BE")


def test_a_british_calendar_without_a_country_is_that_of_england() -> None:
    assert holidays_of("GB", 2026) == holidays_of("GB-ENG", 2026)
    assert is_holiday(date(2026, 11, 30), "GB-SCT")
    assert not is_holiday(date(2026, 11, 30), "GB")


@pytest.mark.parametrize(("locale", "name"), [("fr", "Noël"), ("fr-BE", "Noël"), ("en", "Christmas Day"), ("sv", "")])
def test_a_holiday_is_named_in_the_readers_language_or_not_at_all(locale: str, name: str) -> None:
    assert holiday_name(date(2026, 12, 25), "FR", locale) == name


@pytest.mark.parametrize("jurisdiction", ["XX", "FR-ZZ", "", "france"])
def test_a_calendar_nobody_knows_is_refused_naming_the_field(jurisdiction: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_jurisdiction(jurisdiction, "notices[0].calendar")
    assert refusal.value.problems[0].field == "notices[0].calendar"
