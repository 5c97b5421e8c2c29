"""Languages: words from our catalogues, dates and numbers from CLDR, English where nothing is known."""

from datetime import UTC, date, datetime

import pytest

from shared.i18n import SHIPPED, own_name, translator

DAY = date(2027, 1, 7)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "Thursday 7 January 2027"),
        ("fr", "jeudi 7 janvier 2027"),
        ("nl", "donderdag 7 januari 2027"),
        ("de", "Donnerstag, 7. Januar 2027"),
        ("fr-be", "jeudi 7 janvier 2027"),
    ],
)
def test_a_deadline_is_written_out_with_its_weekday(locale: str, said: str) -> None:
    assert translator(locale).date(DAY, weekday=True).replace("Thursday, ", "Thursday ") == said


def test_a_moment_is_told_in_its_zone() -> None:
    assert "00:30" in translator("fr").moment(datetime(2027, 1, 6, 23, 30, tzinfo=UTC), "Europe/Paris")


def test_plurals_follow_the_languages_own_rule() -> None:
    one, many = "One section is unchanged", "{n} sections are unchanged"
    assert translator("fr").ngettext(one, many, 0) != many.format(n=0)
    assert translator("en").ngettext(one, many, 0) == "0 sections are unchanged"
    assert [translator("en").ngettext(one, many, n) for n in (1, 1200)] == [one, "1,200 sections are unchanged"]


def test_without_a_catalogue_the_words_are_english_and_the_dates_are_not() -> None:
    words = translator("pt")
    assert words.gettext("Versions") == "Versions"
    assert words.date(DAY) == "7 de janeiro de 2027"


def test_a_region_speaks_its_language() -> None:
    assert translator("fr-ca").gettext("Privacy notice") == translator("fr").gettext("Privacy notice")


def test_every_language_reads_from_its_side() -> None:
    assert translator("ar").direction == "rtl"
    assert {translator(locale).direction for locale in SHIPPED} == {"ltr"}


def test_languages_and_countries_are_named() -> None:
    assert own_name("nl") == "Nederlands"
    assert translator("fr").language_name("nl") == "néerlandais"
    assert translator("de").country_name("FR") == "Frankreich"
    assert translator("de").country_name("??") == "??"


def test_a_list_is_said_in_words() -> None:
    assert translator("en").listing(["mail", "site"]) == "mail and site"
    assert translator("fr").listing(["a", "b", "c"], "or") == "a, b ou c"
    assert translator("fr").listing([]) == ""
