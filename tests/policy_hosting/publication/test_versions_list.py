"""The list of versions says in the open what happened to each, in the reader's language or with its own."""

import re

import pytest

from tests.support.published import Published

LIST = "/en/policies/privacy/versions"


def section(html: str, number: int) -> str:
    """A version's part of the list."""
    return html.partition(f'id="v{number}"')[2].partition("</section>")[0]


def test_the_newest_stands_first(pages: Published) -> None:
    assert re.findall(r'id="v(\d+)"', pages.html(LIST)) == ["5", "4", "3", "1", "2"]


@pytest.mark.parametrize(("locale", "reason"), [("en", "A court orders it."), ("fr", "Un tribunal l’ordonne.")])
def test_a_change_by_law_stands_with_its_reason(pages: Published, locale: str, reason: str) -> None:
    part = section(pages.html(f"/{locale}/policies/privacy/versions"), 3)
    assert f"<span>{reason}</span>" in part


def test_a_change_called_off_is_shown_with_the_day_and_the_reason(pages: Published) -> None:
    part = section(pages.html(LIST), 4)
    assert "called off" in part
    assert "Called off on 23 November 2026." in part
    assert "We think again." in part
    assert "notice" not in part.replace('class="notice"', "")  # it never took effect, with or without one


def test_words_that_are_not_in_the_readers_language_bear_their_own(pages: Published) -> None:
    french = pages.html("/fr/policies/privacy/versions")
    assert '<span lang="en">We think again.</span>' in section(french, 4)
    assert '<p class="version__summary" lang="en">Calls are kept longer.' in section(french, 5)
    assert 'lang="en"' not in section(french, 3).replace('<h2 lang="en"', "")


def test_history_bears_its_mark_on_the_list_and_on_its_page(pages: Published) -> None:
    mark = "Entered by Acme on 23 November 2026; not published here at the time."
    for number in (1, 2):
        assert mark in section(pages.html(LIST), number)
        assert mark in pages.words(f"{LIST}/{number}")
    assert mark not in section(pages.html(LIST), 3)


def test_each_version_is_compared_with_the_one_readers_had_before(pages: Published) -> None:
    compared = {
        path.rsplit("/", 1)[1] for path in pages.of_type("text/html") if "/en/policies/privacy/changes/" in path
    }
    assert compared == {"2...1", "1...3", "3...4", "3...5"}


def test_nobody_of_staff_is_named_anywhere(pages: Published) -> None:
    for path, entry in pages.of_type("").items():
        assert not re.search(rb"\b(Ada|Grace)\b", entry.body), path


def test_an_earlier_version_of_the_same_day_is_named(pages: Published) -> None:
    assert "Earlier on its first day" not in pages.words(f"{LIST}/3")  # the first began in 2024
