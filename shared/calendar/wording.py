"""A notice and its earliest day in words, in every language."""

from collections.abc import Callable

from shared.calendar.notice import Earliest, Notice, Unit
from shared.calendar.public_holidays import holiday_name
from shared.i18n import Translator, translator


def notice_in_words(notice: Notice, locale: str) -> str:
    """A length with its unit: "30 working days (Monday to Friday)"."""
    return _LENGTHS[notice.unit](translator(locale), notice.length)


def sentences(earliest: Earliest, locale: str) -> list[str]:
    """Why a change cannot take effect before that day, step by step."""
    _ = translator(locale)
    said = [
        _.gettext(
            "Announced on {day}; that day does not count.",
            day=_.date(earliest.announced, weekday=True),
        ),
        _.gettext(
            "The notice is {notice}: it runs from {first} to {last}.",
            notice=notice_in_words(earliest.notice, locale),
            first=_.date(earliest.first_counted, weekday=True),
            last=_.date(earliest.last_counted, weekday=True),
        ),
    ]
    if earliest.skipped_holidays:
        said.append(_.gettext("Public holidays that do not count: {days}.", days=_holidays(earliest, locale)))
    said.append(
        _.gettext(
            "The day of effect does not count either: the earliest is {day}, at 00:00.",
            day=_.date(earliest.day, weekday=True),
        )
    )
    return said


def _holidays(earliest: Earliest, locale: str) -> str:
    _ = translator(locale)
    named = []
    for day in earliest.skipped_holidays:
        name = holiday_name(day, earliest.notice.jurisdiction, locale)
        named.append(f"{_.date(day)} ({name})" if name else _.date(day))
    return _.listing(named)


_LENGTHS: dict[Unit, Callable[[Translator, int], str]] = {
    Unit.DAYS: lambda _, n: _.ngettext("{n} day", "{n} days", n),
    Unit.WEEKS: lambda _, n: _.ngettext("{n} week", "{n} weeks", n),
    Unit.MONTHS: lambda _, n: _.ngettext("{n} month", "{n} months", n),
    Unit.YEARS: lambda _, n: _.ngettext("{n} year", "{n} years", n),
    Unit.WORKING_DAYS: lambda _, n: _.ngettext(
        "{n} working day (Monday to Friday)", "{n} working days (Monday to Friday)", n
    ),
    Unit.WORKING_DAYS_MON_SAT: lambda _, n: _.ngettext(
        "{n} working day (Monday to Saturday)", "{n} working days (Monday to Saturday)", n
    ),
}
