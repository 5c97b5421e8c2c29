"""Which days are public holidays in a jurisdiction: the `holidays` package, with what it lacks put right."""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from dateutil.easter import easter

from shared.errors import Invalid, Problem

if TYPE_CHECKING:
    from holidays import HolidayBase

# Where a country's days differ by region and nobody said which, the most populous one is meant.
_USUAL_REGION = {"GB": "ENG"}

# The package has 5 May only under "optional" and knows none of the days that royal decrees made equal to holidays
# (Algemene termijnenwet, art. 3(1) and 3(3)); Good Friday (art. 3(2)) was missing before 0.109.
_DUTCH_DECREES = (
    date(2026, 1, 2),
    date(2026, 5, 15),
    date(2027, 5, 7),
    date(2028, 4, 28),
    date(2028, 5, 26),
)
_LIBERATION_DAY = (5, 5)


def is_holiday(day: date, jurisdiction: str) -> bool:
    """Whether a day is a public holiday where the jurisdiction (ISO 3166, "FR", "GB-ENG") says."""
    return day in holidays_of(jurisdiction, day.year)


@cache
def holidays_of(jurisdiction: str, year: int) -> frozenset[date]:
    """All public holidays of one year."""
    return frozenset(_package(jurisdiction, year, None)) | _corrections(jurisdiction, year)


def holiday_name(day: date, jurisdiction: str, locale: str) -> str:
    """What a holiday is called in the reader's language, or "" where nobody told us its name there."""
    country = jurisdiction.partition("-")[0]
    for language in _languages(country):
        if language.partition("_")[0] == locale.partition("-")[0]:
            return str(_package(jurisdiction, day.year, language).get(day) or "")
    return ""


def check_jurisdiction(jurisdiction: str, field: str = "calendar") -> str:
    """The jurisdiction itself; refused, naming the field, where no calendar is known."""
    try:
        holidays_of(jurisdiction, 2026)
    except Invalid as refusal:
        raise Invalid(refusal.message, problems=[Problem(field, refusal.message)]) from None
    return jurisdiction


def _corrections(jurisdiction: str, year: int) -> frozenset[date]:
    if jurisdiction != "NL":
        return frozenset()
    good_friday = easter(year) - timedelta(days=2)
    return frozenset({good_friday, date(year, *_LIBERATION_DAY), *(d for d in _DUTCH_DECREES if d.year == year)})


@cache
def _package(jurisdiction: str, year: int, language: str | None) -> "HolidayBase":
    import holidays  # noqa: PLC0415  0.3 s and some memory that most processes never need

    country, _, region = jurisdiction.partition("-")
    try:
        return holidays.country_holidays(
            country, subdiv=region or _USUAL_REGION.get(country), years=year, expand=False, language=language
        )
    except NotImplementedError:
        message = f"no calendar is known for {jurisdiction!r}; give a country as ISO 3166 code, such as FR or GB-SCT"
        raise Invalid(message) from None


@cache
def _languages(country: str) -> tuple[str, ...]:
    import holidays  # noqa: PLC0415  as above

    return tuple(holidays.list_localized_countries().get(country, ()))
