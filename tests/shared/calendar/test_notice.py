"""Notice periods: the issue's own example, the end of months, and what must hold for any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar.notice import Notice, Unit, earliest_effect
from shared.calendar.working_days import is_working_day
from shared.errors import Invalid

PERFONY = date(2026, 11, 23)  # a Monday

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
notices = st.builds(
    Notice,
    length=st.integers(1, 60),
    unit=st.sampled_from(Unit),
    jurisdiction=st.sampled_from(["FR", "NL", "DE", "GB", "BE", "FR-57", "DE-BY", "GB-SCT"]),
)


@pytest.mark.parametrize(
    ("length", "unit", "earliest"),
    [
        (30, Unit.WORKING_DAYS, date(2027, 1, 7)),
        (30, Unit.WORKING_DAYS_MON_SAT, date(2026, 12, 30)),
        (30, Unit.DAYS, date(2026, 12, 24)),
        (4, Unit.WEEKS, date(2026, 12, 22)),
        (1, Unit.MONTHS, date(2026, 12, 24)),
        (1, Unit.YEARS, date(2027, 11, 24)),
    ],
)
def test_a_change_announced_on_23_november_2026_takes_effect_no_earlier_than(
    length: int, unit: Unit, earliest: date
) -> None:
    assert earliest_effect(PERFONY, Notice(length, unit, "FR")).day == earliest


def test_the_explanation_names_the_last_notice_day_and_the_holidays_in_between() -> None:
    found = earliest_effect(PERFONY, Notice(30, Unit.WORKING_DAYS, "FR"))
    assert found.first_counted == date(2026, 11, 24)
    assert found.last_counted == date(2027, 1, 6)
    assert found.skipped_holidays == (date(2026, 12, 25), date(2027, 1, 1))


def test_a_month_from_31_january_ends_with_february() -> None:
    assert earliest_effect(date(2027, 1, 31), Notice(1, Unit.MONTHS, "FR")).day == date(2027, 3, 1)


def test_a_notice_of_no_length_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Notice(0, Unit.DAYS, "FR")


def test_an_unknown_country_is_refused_in_words() -> None:
    with pytest.raises(Invalid, match="XX"):
        earliest_effect(PERFONY, Notice(3, Unit.WORKING_DAYS, "XX"))


@given(days, notices)
def test_the_full_notice_lies_between_announcement_and_effect(announced: date, notice: Notice) -> None:
    found = earliest_effect(announced, notice)
    between = [announced + timedelta(days=n) for n in range(1, (found.day - announced).days)]
    if notice.unit.week:
        counted = [day for day in between if is_working_day(day, notice.jurisdiction, notice.unit.week)]
        assert len(counted) == notice.length
        assert counted[-1] == between[-1]
    elif notice.unit in (Unit.DAYS, Unit.WEEKS):
        assert len(between) == notice.length * (7 if notice.unit is Unit.WEEKS else 1)
    else:
        assert found.last_counted.day <= announced.day


@given(days, notices)
def test_announcing_later_never_brings_the_effect_forward(announced: date, notice: Notice) -> None:
    assert earliest_effect(announced, notice).day <= earliest_effect(announced + timedelta(days=1), notice).day


@given(days, st.integers(1, 60))
def test_monday_to_friday_is_the_longer_reading(announced: date, length: int) -> None:
    by_week = earliest_effect(announced, Notice(length, Unit.WORKING_DAYS, "FR"))
    by_saturdays = earliest_effect(announced, Notice(length, Unit.WORKING_DAYS_MON_SAT, "FR"))
    assert by_week.day >= by_saturdays.day
