"""A notice in words: every unit and step can be said in every shipped language."""

from datetime import date

import pytest

from shared.calendar.notice import Notice, Unit, earliest_effect
from shared.calendar.wording import notice_in_words, sentences
from shared.i18n import SHIPPED


def test_the_steps_are_said_in_order() -> None:
    said = sentences(earliest_effect(date(2026, 11, 23), Notice(30, Unit.WORKING_DAYS, "FR")), "en")
    assert [sentence.split()[0] for sentence in said] == ["Announced", "The", "Public", "The"]
    assert "Christmas Day" in said[2]
    assert all(word in said[3] for word in ("Thursday", "7", "January", "2027"))


@pytest.mark.parametrize("locale", SHIPPED)
@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_words(unit: Unit, locale: str) -> None:
    assert notice_in_words(Notice(1, unit, "FR"), locale) != notice_in_words(Notice(3, unit, "FR"), locale)
    assert "{" not in "".join(sentences(earliest_effect(date(2027, 1, 1), Notice(3, unit, "FR")), locale))
