"""Anchors: the same in all languages, and lasting."""

import time

import pytest
from hypothesis import given, settings

from services.policy_hosting.texts import normal
from services.policy_hosting.texts.anchors import align, anchored, slug
from services.policy_hosting.texts.markdown import to_markdown
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.tree import Document, Heading, headings, text
from tests.support.trees import documents

pytestmark = pytest.mark.slow


def names(document: Document) -> list[str]:
    return [heading.anchor for heading in headings(document.blocks)]


def test_a_heading_is_called_after_its_words() -> None:
    assert slug("4.1. Données collectées & conservées") == "donnees-collectees-conservees"
    assert slug("2 – Beveiliging") == "beveiliging"
    assert slug("Große Straße") == "grosse-strasse"
    assert slug("隐私政策") == "隐私政策"
    assert slug("…") == "section"
    assert len(slug("word " * 40)) <= 60


def test_each_anchor_is_there_once_and_a_given_one_is_kept() -> None:
    document = anchored(parse("## Data\n\n## Data\n\n## Other {#data-2}\n\n## Data"))
    assert names(document) == ["data", "data-3", "data-2", "data-4"]


def test_anchors_given_twice_by_directives_are_told_apart() -> None:
    blocks = (Heading(2, text("Rights"), "rights"), Heading(2, text("Rights"), "rights"))
    assert names(anchored(Document(blocks))) == ["rights", "rights-2"]


def test_a_translation_has_the_anchors_of_its_source() -> None:
    source = parse("## Your rights\n\n### Access\n\n## Storage {#kept}")
    translation = parse("## Vos droits\n\n### Accès\n\n## Conservation")
    assert names(align(source, translation)) == ["your-rights", "access", "kept"]


def test_a_translation_s_words_may_change_without_its_anchors() -> None:
    source = parse("## Your rights")
    assert names(align(source, parse("## Vos droits"))) == names(align(source, parse("## Tous vos droits")))


def test_an_extra_part_does_not_shift_the_sections_after_it() -> None:
    source = parse("## One\n\n## Two\n\n## Three")
    assert names(align(source, parse("## Un\n\n### Encore\n\n## Deux\n\n## Trois {#drei}"))) == [
        "one",
        "encore",
        "two",
        "drei",
    ]


def test_a_thousandfold_heading_is_named_soon() -> None:
    began = time.process_time()
    anchored(Document(tuple(Heading(2, text("Same")) for _ in range(50_000))))
    assert time.process_time() - began < 10


@settings(max_examples=100, deadline=None)
@given(documents, documents)
def test_anchors_are_always_there_once_and_can_be_written_down(first: Document, second: Document) -> None:
    for document in (anchored(normal.document(first)), align(normal.document(first), normal.document(second))):
        assert len(set(names(document))) == len(names(document))
        assert all(names(document))
        assert names(parse(to_markdown(document))) == names(document)
