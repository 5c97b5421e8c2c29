"""A reader's language: dates as people write them."""

from datetime import date

import pytest

from shared.i18n import translator


@pytest.mark.parametrize(
    ("locale", "said", "with_weekday"),
    [
        ("fr", "1er février 2027", "lundi 1er février 2027"),
        ("en", "1 February 2027", "Monday 1 February 2027"),
        ("nl", "1 februari 2027", "maandag 1 februari 2027"),
        ("de", "1. Februar 2027", "Montag, 1. Februar 2027"),
    ],
)
def test_the_first_of_a_month_is_said_as_in_that_language(locale: str, said: str, with_weekday: str) -> None:
    day = translator(locale).date
    assert (day(date(2027, 2, 1)), day(date(2027, 2, 1), weekday=True)) == (said, with_weekday)
    assert translator("fr").date(date(2027, 2, 11)) == "11 février 2027"
