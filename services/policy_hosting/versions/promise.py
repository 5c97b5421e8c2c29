"""A promise of notice as a version keeps it: what it is about, how long, by which calendar, through which channels."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from services.policy_hosting.facts.length import Length
from services.policy_hosting.facts.length import Unit as Written
from services.policy_hosting.facts.notices import About, Change
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.said import many, value
from shared.calendar.notice import Earliest, Notice, Unit, earliest_effect
from shared.calendar.public_holidays import check_jurisdiction

# Where the text does not say which working days, the longer reading holds: Monday to Friday (decision 9).
_UNITS = {
    Written.DAY: Unit.DAYS,
    Written.WEEK: Unit.WEEKS,
    Written.MONTH: Unit.MONTHS,
    Written.YEAR: Unit.YEARS,
    Written.WORKING_DAY: Unit.WORKING_DAYS,
    Written.WORKING_DAY_MON_FRI: Unit.WORKING_DAYS,
    Written.WORKING_DAY_MON_SAT: Unit.WORKING_DAYS_MON_SAT,
}
_YEAR = 366


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One promise of notice, complete in itself, so that an announcement can keep it."""

    about: str
    length: int
    unit: Unit
    jurisdiction: str
    any_change: bool = False  # it covers editorial changes too
    channels: tuple[str, ...] = ()

    @property
    def notice(self) -> Notice:
        return Notice(self.length, self.unit, self.jurisdiction)

    def earliest(self, counted_from: date) -> Earliest:
        return earliest_effect(counted_from, self.notice)


def promises_of(facts: Facts | None, country: str) -> tuple[Promise, ...]:
    """What a version promises; "no notice" and "not stated" are no promise."""
    return tuple(_read(facts, country)) if facts else ()


def about(promises: tuple[Promise, ...], what: About) -> tuple[Promise, ...]:
    return tuple(promise for promise in promises if promise.about == what)


def shortened(old: tuple[Promise, ...], new: tuple[Promise, ...], day: date) -> tuple[Promise, ...]:
    """The old promises that the new ones do not keep, for whatever day of the coming year one announces on."""
    return tuple(promise for promise in old if not _kept(promise, new, day))


def _kept(old: Promise, new: tuple[Promise, ...], day: date) -> bool:
    heirs = [each for each in new if each.about == old.about and (each.any_change or not old.any_change)]
    if any(each.notice == old.notice for each in heirs):
        return True
    days = [day + timedelta(days=n) for n in range(_YEAR)] if heirs else []
    return bool(heirs) and all(max(h.earliest(d).day for h in heirs) >= old.earliest(d).day for d in days)


def _read(facts: Facts, country: str) -> Iterator[Promise]:
    for place, stated in enumerate(many(facts.notices)):
        length = value(stated.length)
        if length is None or length.amount == 0:
            continue
        amount, unit = _in_days_or_more(length)
        calendar = value(stated.calendar) or country
        if unit.week:
            check_jurisdiction(calendar, f"notices[{place}].calendar")
        yield Promise(
            about=stated.about.value,
            length=amount,
            unit=unit,
            jurisdiction=calendar,
            any_change=value(stated.change) is Change.ANY,
            channels=tuple(channel.value for channel in many(stated.channels)),
        )


def _in_days_or_more(length: Length) -> tuple[int, Unit]:
    if length.unit is Written.HOUR:
        return ceil(length.amount / 24), Unit.DAYS
    return length.amount, _UNITS[length.unit]
