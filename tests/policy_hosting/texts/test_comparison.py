"""What a comparison says became of a text."""

import random
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from markupsafe import Markup

from services.policy_hosting.texts import normal
from services.policy_hosting.texts.anchors import anchored
from services.policy_hosting.texts.comparison import Change, Comparison, compare
from services.policy_hosting.texts.html import Heard, blocks_html
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.tree import (
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Definitions,
    Deleted,
    Document,
    Emphasis,
    Foreign,
    Heading,
    Inlines,
    Inserted,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    text,
    words,
)
from tests.support.trees import documents

pytestmark = pytest.mark.slow


def compared(old: str, new: str) -> Comparison:
    return compare(anchored(parse(old)), anchored(parse(new)))


def html(comparison: Comparison) -> Markup:
    heard = Heard(inserted="added:", deleted="removed:")
    return Markup("\n").join(blocks_html(section.blocks, heard=heard) for section in comparison.sections)


def changes(comparison: Comparison) -> list[tuple[str, str, bool]]:
    return [(words(section.title), section.change.value, section.moved) for section in comparison.sections]


def test_a_text_compared_with_itself_is_unchanged() -> None:
    comparison = compared("# T\n\nLead\n\n## A\n\nb\n\n## C\n\nd", "# T\n\nLead\n\n## A\n\nb\n\n## C\n\nd")
    assert not comparison.changed
    assert {section.change for section in comparison.sections} == {Change.UNCHANGED}


def test_words_within_a_paragraph_are_told_apart() -> None:
    comparison = compared(
        "## Calls\n\nWe keep calls for 90 days, no longer.", "## Calls\n\nWe keep calls for 6 months, no longer."
    )
    assert html(comparison) == (
        '<p>We keep calls for <del><span class="aloud">removed: </span>90 days</del>'
        '<ins><span class="aloud">added: </span>6 months</ins>, no longer.</p>'
    )


def test_dress_alone_is_a_change_too() -> None:
    assert "<del>" in html(compared("a **b** c d e", "a b c d e")).replace('<span class="aloud">removed: </span>', "")


def test_a_section_renamed_is_found_by_what_it_says() -> None:
    body = "We keep what you send us for as long as the contract with your company lasts, and one month more."
    comparison = compared(f"## Storage\n\n{body}\n\n## End\n\nx", f"## How long we keep data\n\n{body}\n\n## End\n\nx")
    assert [section.change for section in comparison.sections] == [Change.CHANGED, Change.UNCHANGED]


def test_sections_added_removed_and_moved_are_named() -> None:
    old = "## One\n\nfirst words\n\n## Two\n\nother things\n\n## Three\n\nunlike anything\n\n## Four\n\nlast ones"
    new = "## Three\n\nunlike anything\n\n## One\n\nfirst words\n\n## Five\n\nquite new matter\n\n## Four\n\nlast ones"
    assert changes(compared(old, new)) == [
        ("Three", "unchanged", True),
        ("One", "unchanged", False),
        ("Five", "added", False),
        ("Two", "removed", False),
        ("Four", "unchanged", False),
    ]


def test_a_list_is_compared_item_by_item() -> None:
    comparison = compared(
        "- by post\n- by mail to us\n- by fax", "- by post\n- by mail to them\n- by telephone\n- in person"
    )
    (listed,) = comparison.sections[0].blocks
    assert isinstance(listed, ListBlock)
    assert len(listed.items) == 5
    assert listed.items[0] == (Paragraph(text("by post")),)


def test_a_table_is_compared_row_by_row_even_where_first_cells_repeat() -> None:
    head = "| kind | time |\n|---|---|\n"
    comparison = compared(
        f"{head}| logs | 12 months |\n| logs | 3 days |\n| calls | 90 days |",
        f"{head}| logs | 12 months |\n| calls | 6 months |",
    )
    (table,) = comparison.sections[0].blocks
    assert isinstance(table, Table)
    assert table.rows[1] == ((Deleted(text("logs")),), (Deleted(text("3 days")),))
    assert table.rows[2] == (text("calls"), (Deleted(text("90 days")), Inserted(text("6 months"))))


def test_a_table_with_other_columns_is_another_table() -> None:
    comparison = compared("| a |\n|---|\n| b |", "| a | c |\n|---|---|\n| b | d |")
    assert [type(block) for block in comparison.sections[0].blocks] == [Table, Table]


def test_terms_and_code_show_what_went() -> None:
    terms = html(compared("Customer\n: who pays us\n\nUser\n: who uses it", "Customer\n: who pays us"))
    assert "removed: </span>who uses it" in terms
    code = html(compared("```\na\n```", "```\nb\n```"))
    assert "<del>" in code
    assert "<ins>" in code


@settings(max_examples=80, deadline=None)
@given(documents, documents)
def test_both_texts_can_be_read_out_of_any_comparison(first: Document, second: Document) -> None:
    old, new = anchored(normal.document(first)), anchored(normal.document(second))
    sections = compare(old, new).sections
    after = [section for section in sections if section.change is not Change.REMOVED]
    before = [section for section in sections if section.change is not Change.ADDED]
    assert "".join(said(section.title, Deleted) + told(section.blocks, Deleted) for section in after) == told(
        new.blocks
    )
    # a removed section or row may stand elsewhere than it did: every letter of the older text is there
    gone = "".join(said(section.title, Inserted) + told(section.blocks, Inserted) for section in before)
    assert Counter(gone) == Counter(told(old.blocks))


@pytest.mark.parametrize("kind", ["paragraphs", "sections", "one paragraph", "one word", "headings", "same headings"])
def test_hostile_texts_are_compared_soon(kind: str) -> None:
    chance = random.Random(7)  # noqa: S311  the same text each time, not a secret

    def some(many: int) -> str:
        return " ".join(f"{chance.choice('abcdefgh')}{chance.randrange(40)}" for _ in range(many))

    def document() -> Document:
        match kind:
            case "paragraphs":
                return Document(tuple(Paragraph(text(some(12))) for _ in range(5000)))
            case "sections":
                pairs = ((Heading(2, text(some(3))), Paragraph(text(some(12)))) for _ in range(2500))
                return Document(tuple(block for pair in pairs for block in pair))
            case "one paragraph":
                return Document((Paragraph(text(some(40_000))),))
            case "one word":
                return Document((Paragraph(text("a " * chance.randrange(50_000, 60_000))),))
            case "headings":
                return Document(tuple(Heading(2, text(some(1))) for _ in range(20_000)))
            case _:
                return Document(tuple(Heading(2, text("a")) for _ in range(20_000)))

    began = time.process_time()
    compare(anchored(document()), anchored(document()))
    assert time.process_time() - began < 15


def told(blocks: Blocks, without: type | None = None) -> str:
    """All words of blocks, without those Inserted or those Deleted; blanks aside."""
    return "".join(_told(block, without) for block in blocks)


def _told(block: Block, without: type | None) -> str:
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            parts = [said(inlines, without)]
        case ListBlock(_, items):
            parts = [told(item, without) for item in items]
        case Table(head, rows):
            parts = [said(cell, without) for row in (head, *rows) for cell in row]
        case Quote(inner) | Aside(_, inner):
            parts = [told(inner, without)]
        case Definitions(pairs):
            parts = [said(term, without) + told(meaning, without) for term, meaning in pairs]
        case CodeBlock(code):
            parts = code.split()
        case _:
            parts = []
    return "".join(parts)


def said(inlines: Inlines, without: type | None) -> str:
    kept = []
    for inline in inlines:
        match inline:
            case Inserted(children) | Deleted(children):
                kept.append("" if type(inline) is without else said(children, without))
            case Strong(children) | Emphasis(children) | Link(_, children) | Foreign(children, _):
                kept.append(said(children, without))
            case _:
                kept.append(words((inline,)))
    return "".join("".join(kept).split())
