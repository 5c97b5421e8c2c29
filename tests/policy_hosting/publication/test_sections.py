"""A text cut at its headings."""

from services.policy_hosting.publication.sections import contents
from services.policy_hosting.texts.anchors import anchored
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.sections import cut
from services.policy_hosting.texts.tree import Blocks


def blocks(markdown: str) -> Blocks:
    return anchored(parse(markdown, directives=None)).blocks


def test_a_text_without_headings_is_all_lead() -> None:
    parts = cut(blocks("One.\n\nTwo."))
    assert (len(parts.lead), parts.sections) == (2, ())


def test_sections_begin_at_the_highest_rank_in_use() -> None:
    parts = cut(blocks("Lead.\n\n### A\n\nx\n\n#### A1\n\ny\n\n### B\n\nz"))
    assert [heading.anchor for heading, _ in parts.sections] == ["a", "b"]
    assert [len(body) for _, body in parts.sections] == [3, 1]


def test_the_contents_list_two_ranks() -> None:
    listed = contents(blocks("## A\n\n### A1\n\n#### deep\n\n## B"))
    assert [(entry.title, [under.title for under in entry.under]) for entry in listed] == [("A", ["A1"]), ("B", [])]
