"""The catalogues of what facts say: whole, with the same places to fill, in the right words of the law."""

import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from shared.i18n import CATALOGUES, SHIPPED, translator

SOURCE = Path(__file__).parents[3] / "services" / "policy_hosting" / "facts"
KEYWORDS = {"N_": None, "NN_": (1, 2)}


@cache
def messages() -> set[str | tuple[str, ...]]:
    """Every message the code can say."""
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS)
    return {message if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found}


def catalogue(locale: str) -> Catalog:
    with (CATALOGUES / locale / "LC_MESSAGES" / "facts.po").open("rb") as file:
        return read_po(file, locale=locale)


@pytest.mark.parametrize("locale", SHIPPED)
def test_a_catalogue_has_every_message_and_no_other(locale: str) -> None:
    written = {tuple(entry.id) if isinstance(entry.id, (list, tuple)) else entry.id for entry in catalogue(locale)}
    assert written - {""} == messages()


@pytest.mark.parametrize("locale", SHIPPED)
def test_every_translation_is_there_and_fills_the_same_places(locale: str) -> None:
    for entry in catalogue(locale):
        if not entry.id:
            continue
        assert not entry.fuzzy
        for text in _forms(entry.string):
            assert text.strip(), entry.id
            assert _places(text) == _places(_forms(entry.id)[0]), entry.id


def _forms(text: object) -> list[str]:
    return [str(form) for form in text] if isinstance(text, (list, tuple)) else [str(text or "")]


def _places(text: str) -> set[str | None]:
    return {place for _, place, _, _ in Formatter().parse(text) if place}


WRONG_WORDS = {
    "fr": r"\b(GDPR|AVG|DSGVO|tu|ton|tes)\b|[^\u00a0]:$|\w'\w",
    "nl": r"\b(GDPR|RGPD|DSGVO|je|jij|jouw|koekjes)\b",
    "de": r"\b(GDPR|RGPD|AVG|du|dein|deine)\b|ss-",
}


@pytest.mark.parametrize("locale", WRONG_WORDS)
def test_each_language_uses_its_own_words_of_the_law(locale: str) -> None:
    for entry in catalogue(locale):
        if entry.id:
            assert not [text for text in _forms(entry.string) if re.search(WRONG_WORDS[locale], text)], entry.id


@pytest.mark.parametrize(("locale", "law"), [("en", "GDPR"), ("fr", "RGPD"), ("nl", "AVG"), ("de", "DSGVO")])
def test_the_regulation_has_its_own_name_in_each_language(locale: str, law: str) -> None:
    assert law in translator(locale, "facts").gettext("GDPR Art. {article}")
