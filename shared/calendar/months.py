"""Months: the day bearing the same date, or the month's last where there is none (Reg. 1182/71 art. 3(2)(c))."""

import calendar
from datetime import date


def add_months(start: date, count: int) -> date:
    """The same date `count` months later: 31 January and one month is 28 or 29 February.

    Count from the start in one go: 31 January and three months is 30 April, step by step it would be the 28th.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
