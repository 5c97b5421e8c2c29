"""What Markdown becomes, and what is refused, line by line."""

import time
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.policy_hosting.texts.parse import LONGEST, parse
from services.policy_hosting.texts.tree import (
    Aside,
    AsideKind,
    Block,
    Break,
    CodeBlock,
    Definitions,
    Document,
    Emphasis,
    Foreign,
    Heading,
    Link,
    ListBlock,
    Mark,
    Paragraph,
    Rule,
    Strong,
    Table,
    Text,
    text,
    words,
)
from shared.errors import Invalid, Missing
from tests.support.plain_text import to_text
from tests.support.trees import said

pytestmark = pytest.mark.slow


def facts(name: str, arguments: dict[str, str]) -> Sequence[Block]:
    match name:
        case "answer-time":
            return [Paragraph(text("one month"))]
        case "retention":
            return [Paragraph(text(f"kept for {arguments.get('for', 'everybody')}")), Rule()]
        case _:
            raise Missing("not known")


def problems(markdown: str) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        parse(markdown, directives=facts)
    return [(problem.field, problem.reason) for problem in refused.value.problems]


def test_the_first_heading_is_the_title() -> None:
    assert parse("# Privacy *notice*\n\nHello") == Document((Paragraph(text("Hello")),), "Privacy notice")
    assert parse("Hello\n\n# Later").title == ""


def test_blocks_and_inlines_become_the_tree() -> None:
    document = parse(
        "Write to **us** or _them_ at <dpo@a.example>  \nor `here`.\n\n1. one\n2. two\n\n"
        "```\ncode\n```\n\n***\n\n> said"
    )
    paragraph, listed, code, rule, quote = document.blocks
    assert isinstance(paragraph, Paragraph)
    assert Strong(text("us")) in paragraph.inlines
    assert Emphasis(text("them")) in paragraph.inlines
    assert Link("mailto:dpo@a.example", text("dpo@a.example")) in paragraph.inlines
    assert Break() in paragraph.inlines
    assert listed == ListBlock(ordered=True, items=((Paragraph(text("one")),), (Paragraph(text("two")),)))
    assert code == CodeBlock("code")
    assert rule == Rule()
    assert words(quote.blocks[0].inlines) == "said"  # type: ignore[union-attr]


def test_a_table_fills_short_rows_and_keeps_breaks() -> None:
    assert parse("| a | b |\n|---|---|\n| 1{break}2 |\n").blocks == (
        Table((text("a"), text("b")), (((Text("1"), Break(), Text("2")), ()),)),
    )


def test_a_ring_marks_what_is_invented() -> None:
    assert parse("Ada ◦ Ltd").blocks == (Paragraph((Text("Ada "), Mark(), Text(" Ltd"))),)


def test_terms_and_their_meaning() -> None:
    customer = (text("Customer"), (Paragraph(text("who pays")),))
    assert parse("Customer\n: who pays").blocks == (Definitions((customer,)),)


def test_a_directive_stands_for_facts_on_its_line_and_inside_one() -> None:
    document = parse("Within {answer-time}.\n:::retention for=candidates\nAfter", directives=facts)
    assert document.blocks == (
        Paragraph(text("Within one month.")),
        Paragraph(text("kept for candidates")),
        Rule(),
        Paragraph(text("After")),
    )


def test_a_directive_inside_a_list_and_with_several_words() -> None:
    (listed,) = parse('- :::retention for="all of you"\n- b', directives=facts).blocks
    assert isinstance(listed, ListBlock)
    assert listed.items[0][0] == Paragraph(text("kept for all of you"))


def test_a_directive_that_is_code_or_escaped_is_text() -> None:
    document = parse("`{answer-time}` \\{answer-time}\n\n    :::retention\n\n\\:::retention", directives=facts)
    assert "{answer-time} {answer-time}" in to_text(document)
    assert to_text(document).count(":::retention") == 2


def test_asides_languages_and_labels() -> None:
    aside, foreign, table = parse(
        "::::objection\nYou may object.\n\n:::note\nAt any time.\n:::\n::::\n"
        ":::text lang=fr\nBonjour [hello]{lang=en}\n:::\n"
        ':::table label="How \\"long\\""\n| a |\n|---|\n:::'
    ).blocks
    assert isinstance(aside, Aside)
    assert aside.kind is AsideKind.OBJECTION
    assert isinstance(aside.blocks[1], Aside)
    assert foreign == Paragraph((Text("Bonjour "), Foreign(text("hello"), "en")), lang="fr")
    assert isinstance(table, Table)
    assert table.label == 'How "long"'


def test_the_right_to_object_is_a_directive_where_nothing_closes_it_and_an_aside_where_something_does() -> None:
    def printed(name: str, arguments: dict[str, str]) -> Sequence[Block]:
        return [Paragraph(text(f"the record’s {name}"))]

    alone = Paragraph(text("the record’s objection"))
    note = Aside(AsideKind.NOTE, (Paragraph(text("By mail.")),))
    assert parse(":::objection\n\n# Later\n\nMore.", directives=printed).blocks[0] == alone
    assert parse(":::objection\n\n:::note\nBy mail.\n:::\n", directives=printed).blocks == (alone, note)
    own = parse(":::objection\nYou may object.\n:::\n", directives=printed).blocks
    assert own == (Aside(AsideKind.OBJECTION, (Paragraph(text("You may object.")),)),)


def test_an_anchor_of_its_own() -> None:
    assert parse("## Your rights {#rights}").blocks == (Heading(2, text("Your rights"), "rights"),)


def test_a_link_s_title_is_said_aloud() -> None:
    assert to_text(parse('[here](/x "or there")')) == "here (/x) (or there)\n"


@pytest.mark.parametrize(
    ("markdown", "line", "reason"),
    [
        ("Hello\n<b>x", 2, "HTML"),
        ("Hello\n\n<script>alert(1)</script>", 3, "HTML"),
        ("a\n\n<!-- note -->", 3, "HTML"),
        ("![logo](https://a.example/x.png)", 1, "images"),
        ("![logo][1]\n\n[1]: /x.png", 1, "images"),
        ("> - a\n> - [x](javascript:alert(1))", 2, "javascript:"),
        ("[x](JavaScript:alert(1))", 1, "javascript:"),
        ("[x](&#106;avascript:alert(1))", 1, "javascript:"),
        ("[x](java\tscript:alert(1))[y](data:text/html,x)", 1, "data:"),
        ("<vbscript:x>", 1, "vbscript:"),
        ("[x](//evil.example)", 1, "scheme"),
        ("[x](https:evil)", 1, "no host"),
        ("a {nothing-known} b", 1, "not known"),
        ("\n\n:::nothing-known", 3, "not known"),
        ("a {answer time} b", 1, "cannot be read"),
        (":::retention for", 1, "cannot be read"),
        (":::retention for=a for=b", 1, "twice"),
        ("In {retention} here", 1, "line of its own"),
        (":::note\nnever closed", 1, "never closed"),
        ("a\n\n:::", 3, "closes nothing"),
        (":::text\na\n:::", 1, "language"),
        (":::table label=x\nno table\n:::", 1, "one table"),
        (":::note why=x\na\n:::", 1, "knows no"),
        ("| a |\n|---|\n| 1 | 2 |", 3, "2 cells"),
        ("a {#b} c", 1, "end of a heading"),
        ("# T\n## A {#x}\n## B {#x}", 3, "twice"),
        ("> " * 40 + "a", 1, "deep"),
        ("- " * 40 + "a", 1, "deep"),
        ("fine\n\n" + "[" * 1000, 3, "brackets"),
        ("a\nb\u202ec", 2, "direction"),
    ],
)
def test_what_may_not_stand_is_refused_with_its_line(markdown: str, line: int, reason: str) -> None:
    found = problems(markdown)
    assert found[0][0] == f"line {line}"
    assert reason in found[0][1]


def test_all_problems_are_told_at_once() -> None:
    assert [field for field, _ in problems("<b>\n\n![x](y)\n\n{nope}")] == ["line 1", "line 3", "line 5"]


def test_a_text_without_facts_knows_no_directive() -> None:
    with pytest.raises(Invalid, match="no directive “retention” here"):
        parse(":::retention")


def test_a_text_beyond_all_measure_is_refused() -> None:
    with pytest.raises(Invalid, match="longer than"):
        parse("a" * (LONGEST + 1))


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 100_000,
        "![" * 50_000,
        "*a " * 30_000,
        "_a*" * 30_000,
        "> " * 40_000,
        "{a" * 50_000,
        ":::x\n" * 20_000,
        ":::note\n" * 20_000,
    ],
    ids=["brackets", "images", "stars", "crossed", "quotes", "braces", "directives", "asides"],
)
def test_hostile_texts_end_soon(hostile: str) -> None:
    began = time.process_time()
    with suppress(Invalid):
        parse(hostile)
    assert time.process_time() - began < 10


@settings(max_examples=150, deadline=None)
@given(st.one_of(said, st.text()))
def test_any_text_is_read_or_refused(markdown: str) -> None:
    with suppress(Invalid):
        parse(markdown, directives=facts)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.from_regex(r"[a-z]{3,9}", fullmatch=True), min_size=1), st.data())
def test_no_word_is_lost(many: list[str], data: st.DataObject) -> None:
    marks = st.sampled_from(
        [" ", "\n", "\n\n", "\n- ", "\n1. ", "\n> ", " **", "** ", "\n## ", " `", " | ", "\n: ", "\t"]
    )
    markdown = "".join(word + data.draw(marks) for word in many)
    written = to_text(parse(markdown)).casefold()
    assert all(word in written for word in many)
