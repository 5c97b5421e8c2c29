"""Slugs are plain DNS labels: no word of ours, nothing that reads as another name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.reserved import RESERVED, is_slug


@pytest.mark.parametrize("slug", ["abc", "a1b", "back-office-pro", "0x0", "a" * 40, "3com"])
def test_a_plain_label_is_a_slug(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize(
    "slug",
    [
        "", "a", "ab", "a" * 41, "-abc", "abc-", "a.b", "a_b", "a b", "abc\n", "abc\x00", "abc/..", "ABC", "Acme",
        "xn--80ak6aa92e", "ab--cd",
        "аcme",  # Cyrillic а
        "ａcme", "acmé", "ac\u200bme", "ac\u00adme", "acme١", "ıdentity", "ßacme", "a\u2010c",
    ],
)  # fmt: skip
def test_what_could_be_taken_for_another_name_is_none(slug: str) -> None:
    assert not is_slug(slug)


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_our_own_words_are_nobodys_slug(word: str) -> None:
    assert not is_slug(word)


def test_the_reserved_words_stand_in_order() -> None:
    assert all(word == word.lower() and word.isascii() for word in RESERVED)
    assert {
        "console",
        "auth",
        "api",
        "mail",
        "www",
        "edge",
        "admin",
        "static",
        "assets",
        "status",
        "support",
    } <= RESERVED


@given(st.text(max_size=45))
def test_every_slug_is_a_host_label(text: str) -> None:
    if is_slug(text):
        assert text.isascii()
        assert text == text.lower()
        assert text.encode("idna").decode() == text
