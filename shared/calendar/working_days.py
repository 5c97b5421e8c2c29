"""Working days: the two weeks that promises mean, counting in them, and the roll of Regulation 1182/71."""

from datetime import date, timedelta
from enum import StrEnum

from shared.calendar.public_holidays import is_holiday

_SATURDAY, _SUNDAY = 5, 6
_ONE_DAY = timedelta(days=1)


class WorkingWeek(StrEnum):
    """Which days of a week are worked: French law tells *jours ouvrés* from *jours ouvrables*."""

    MONDAY_TO_FRIDAY = "mon-fri"
    MONDAY_TO_SATURDAY = "mon-sat"

    def includes(self, day: date) -> bool:
        last = _SUNDAY if self is WorkingWeek.MONDAY_TO_SATURDAY else _SATURDAY
        return day.weekday() < last


def is_working_day(day: date, jurisdiction: str, week: WorkingWeek = WorkingWeek.MONDAY_TO_FRIDAY) -> bool:
    return week.includes(day) and not is_holiday(day, jurisdiction)


def add_working_days(
    start: date, count: int, jurisdiction: str, week: WorkingWeek = WorkingWeek.MONDAY_TO_FRIDAY
) -> date:
    """The count-th working day after `start`, which itself does not count (Reg. 1182/71 art. 3(1))."""
    day = start
    for _ in range(count):
        day = next_working_day(day + _ONE_DAY, jurisdiction, week)
    return day


def next_working_day(day: date, jurisdiction: str, week: WorkingWeek = WorkingWeek.MONDAY_TO_FRIDAY) -> date:
    """This day if it is worked, else the first worked one after it."""
    while not is_working_day(day, jurisdiction, week):
        day += _ONE_DAY
    return day


def roll(due: date, jurisdiction: str) -> date:
    """Where a period that ends on a Saturday, Sunday or holiday really ends (Reg. 1182/71 art. 3(4)).

    Keep the strict day too and warn on that one; periods in hours do not roll.
    """
    return next_working_day(due, jurisdiction)
