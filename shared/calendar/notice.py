"""Notice: how long before a change people are told, and the first day on which the change may take effect."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.calendar.months import add_months
from shared.calendar.public_holidays import is_holiday
from shared.calendar.working_days import WorkingWeek, add_working_days


class Unit(StrEnum):
    """What a notice is counted in. `working-days` without more is Monday to Friday: the longer reading."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    WORKING_DAYS = "working-days"
    WORKING_DAYS_MON_SAT = "working-days-mon-sat"

    @property
    def week(self) -> WorkingWeek | None:
        """The working week it counts in, where it counts working days."""
        return _WEEKS.get(self)


_WEEKS = {
    Unit.WORKING_DAYS: WorkingWeek.MONDAY_TO_FRIDAY,
    Unit.WORKING_DAYS_MON_SAT: WorkingWeek.MONDAY_TO_SATURDAY,
}


@dataclass(frozen=True, slots=True)
class Notice:
    """A length of notice; `jurisdiction` (ISO 3166) is whose holidays interrupt working days."""

    length: int
    unit: Unit
    jurisdiction: str

    def __post_init__(self) -> None:
        if self.length < 1:
            message = "a notice has a length of at least one; where none is promised there is no notice"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Earliest:
    """The first possible day of effect, with every step that led there, as data for any language."""

    announced: date
    notice: Notice
    first_counted: date
    last_counted: date
    skipped_holidays: tuple[date, ...]
    day: date


def earliest_effect(announced: date, notice: Notice) -> Earliest:
    """The first day after the last notice day; neither the day of announcement nor that of effect counts.

    Both days are days in the controller's time zone.
    """
    last = _last_day(announced, notice)
    first = announced + timedelta(days=1)
    return Earliest(
        announced=announced,
        notice=notice,
        first_counted=first,
        last_counted=last,
        skipped_holidays=_interrupting(first, last, notice),
        day=last + timedelta(days=1),
    )


def _last_day(announced: date, notice: Notice) -> date:
    match notice.unit:
        case Unit.DAYS:
            return announced + timedelta(days=notice.length)
        case Unit.WEEKS:
            return announced + timedelta(weeks=notice.length)
        case Unit.MONTHS:
            return add_months(announced, notice.length)
        case Unit.YEARS:
            return add_months(announced, 12 * notice.length)
        case Unit.WORKING_DAYS | Unit.WORKING_DAYS_MON_SAT as unit:
            return add_working_days(announced, notice.length, notice.jurisdiction, _WEEKS[unit])


def _interrupting(first: date, last: date, notice: Notice) -> tuple[date, ...]:
    """The holidays that would have counted otherwise; in calendar days and months holidays count."""
    week = notice.unit.week
    if week is None:
        return ()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if week.includes(day) and is_holiday(day, notice.jurisdiction))
