"""No text, however odd, stops the importer, loses a word or takes long."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.plain import plain_to_markdown
from tests.support.plain_text import to_text
from tests.support.trees import said

pytestmark = pytest.mark.slow

pieces = st.sampled_from(
    [
        "Word",
        "word",
        "WORD",
        "1. ",
        "2.1 ",
        "- ",
        "  • ",
        " | ",
        "\t",
        ": ",
        " – ",
        "\n",
        "\n\n",
        ".",
        ";",
        "?",
        "(a) ",
        "---",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(said, st.text(), st.lists(pieces).map("".join)))
def test_any_text_becomes_markdown_that_can_be_read(plain: str) -> None:
    parse(plain_to_markdown(plain))


@settings(max_examples=100, deadline=None)
@given(st.lists(pieces).map("".join))
def test_every_word_stays(plain: str) -> None:
    assert to_text(parse(plain_to_markdown(plain))).lower().count("word") >= plain.lower().count("word")


def test_long_texts_take_their_time_and_no_more() -> None:
    for unit in (
        "Heading\n",
        "1. Heading\n",
        "a | b\n",
        "- item\n",
        "  - item\n" * 3,
        "Key: value\n",
        "word " * 20 + "\n\n",
    ):
        began = time.process_time()
        plain_to_markdown(unit * (60_000 // len(unit)))
        assert time.process_time() - began < 10, unit
