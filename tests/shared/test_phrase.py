"""Phrases: English for the terminal, the reader's language on a page, with the same values."""

from shared.i18n import translator
from shared.phrase import phrase, translated


def test_a_phrase_is_a_string_in_english() -> None:
    said = phrase("There are {n} of {what}.", n=3, what="them")
    assert said == "There are 3 of them."
    assert isinstance(said, str)


def test_it_is_translated_with_its_values_and_what_is_no_phrase_stays() -> None:
    french = translator("fr")
    known = "There is no such page."
    assert translated(phrase(known), french) == french.gettext(known)
    assert translated(known, french) == known


def test_a_phrase_within_a_phrase_is_translated_too() -> None:
    french = translator("fr")
    inner = phrase("There is no such page.")
    assert translated(phrase("{what}!", what=inner), french) == f"{french.gettext(inner)}!"


def test_braces_in_values_are_left_alone() -> None:
    assert phrase("It says {text}.", text="{name}") == "It says {name}."
    assert phrase("100 % {sure}") == "100 % {sure}"
