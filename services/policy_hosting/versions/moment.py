"""When a version takes effect: at 00:00 of its day in the tenant's zone, or at this instant."""

from dataclasses import dataclass
from datetime import date, datetime

from shared import clock
from shared.errors import Invalid, Problem
from shared.phrase import phrase

_FIRST_YEAR = 1970
_YEARS_AHEAD = 10


@dataclass(frozen=True)
class Moment:
    """A day in the tenant's zone and the instant it stands for."""

    day: date
    instant: datetime


def moment(effective: date | None, zone: str) -> Moment:
    """The moment of a day; None and today mean now, for 00:00 of today is over."""
    today = clock.today(zone)
    if effective is None or effective == today:
        return Moment(today, clock.now())
    if not _FIRST_YEAR <= effective.year <= today.year + _YEARS_AHEAD:
        reason = phrase(
            "{day} is not between {first} and {last}",
            day=effective.isoformat(),
            first=_FIRST_YEAR,
            last=today.year + _YEARS_AHEAD,
        )
        raise Invalid(f"effective: {reason}", problems=[Problem("effective", reason)])
    return Moment(effective, clock.midnight(effective, zone))
