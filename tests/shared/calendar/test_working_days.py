"""Working days and months: what must hold for any day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.calendar.months import add_months
from shared.calendar.working_days import WorkingWeek, add_working_days, is_working_day, next_working_day, roll

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
places = st.sampled_from(["FR", "NL", "DE", "GB", "LU", "ES", "US-CA"])


def test_a_period_that_ends_on_a_sunday_before_easter_monday_ends_on_tuesday() -> None:
    assert roll(date(2026, 4, 5), "FR") == date(2026, 4, 7)


@given(days, places)
def test_a_rolled_day_is_worked_and_close(day: date, place: str) -> None:
    rolled = roll(day, place)
    assert is_working_day(rolled, place)
    assert timedelta() <= rolled - day < timedelta(days=12)
    assert roll(rolled, place) == rolled


@given(days, places, st.integers(0, 40), st.integers(1, 40), st.sampled_from(WorkingWeek))
def test_counting_in_two_parts_is_counting_at_once(
    day: date, place: str, first: int, then: int, week: WorkingWeek
) -> None:
    half_way = add_working_days(day, first, place, week)
    assert add_working_days(half_way, then, place, week) == add_working_days(day, first + then, place, week)


@given(days, places)
def test_the_next_working_day_of_a_worked_day_is_itself(day: date, place: str) -> None:
    assert (next_working_day(day, place) == day) is is_working_day(day, place)


@given(days, st.integers(0, 120))
def test_months_keep_the_day_or_end_with_the_month(day: date, count: int) -> None:
    found = add_months(day, count)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == count
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)
