"""Plain texts as people type and paste them become what their authors meant."""

from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.plain import plain_document, plain_to_markdown
from services.policy_hosting.texts.tree import (
    Break,
    Definitions,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Table,
    Text,
    headings,
    text,
    words,
)

SENTENCE = "We keep what we need, for as long as we need it, and tell you before anything about it changes."


def ranks(plain: str) -> list[tuple[int, str]]:
    return [(heading.level, words(heading.inlines)) for heading in headings(plain_document(plain).blocks)]


def test_numbered_lines_are_headings_by_their_depth() -> None:
    plain = (
        f"Policy\n1. Data\n{SENTENCE}\n1.1. From you\n{SENTENCE}\n2 – Rights\n{SENTENCE}\nArt. 3 Contact\n{SENTENCE}"
    )
    assert ranks(plain) == [(2, "1. Data"), (3, "1.1. From you"), (2, "2 – Rights"), (2, "Art. 3 Contact")]


def test_lines_in_capitals_are_headings_below_numbers_and_above_short_lines() -> None:
    assert ranks(f"Policy\n\n1. Cookies\n\n{SENTENCE}\n\nIP ADDRESSES\n\n{SENTENCE}") == [
        (2, "1. Cookies"),
        (3, "IP ADDRESSES"),
    ]
    assert ranks(f"Policy\n\nCOOKIES\n\n{SENTENCE}\n\nOf others\n\n{SENTENCE}") == [(2, "COOKIES"), (3, "Of others")]


def test_short_open_lines_are_headings_with_or_without_blank_lines() -> None:
    assert ranks(f"Policy\nYour rights\n{SENTENCE}\nWho has my data?\n{SENTENCE}") == [
        (2, "Your rights"),
        (2, "Who has my data?"),
    ]
    assert ranks(f"Policy\n\nYour rights\n\n{SENTENCE}\n\nReach us\n\n- by post\n- by mail") == [
        (2, "Your rights"),
        (2, "Reach us"),
    ]


def test_more_room_above_makes_a_main_heading() -> None:
    plain = (
        f"Policy\n\nStart\n\n{SENTENCE}\n\n\nData\n\nNames\n\n{SENTENCE}\n\nPlaces\n\n{SENTENCE}\n\n\nEnd\n\n{SENTENCE}"
    )
    assert ranks(plain) == [(2, "Start"), (2, "Data"), (3, "Names"), (3, "Places"), (2, "End")]


def test_what_only_looks_like_a_heading_stays_text() -> None:
    for line in [
        "Valid from 1 July 2020",
        "80000 Amiens",
        "12 rue des Jacobins",
        "+33 1 55 43 76 95",
        "dpo@a.example",
        "Telephone: 01 02",
        "8 + 14 =",
        "and so on",
        "We are here.",
    ]:
        assert line not in [said for _, said in ranks(f"Policy\n\n{SENTENCE}\n\n{line}\n\n{SENTENCE}")], line


def test_a_short_line_under_a_heading_and_above_another_is_text() -> None:
    plain = f"Policy\n\n{SENTENCE}\n\nLocation data\n\nPlace, device\n\nProfile data\n\n{SENTENCE}"
    assert [said for _, said in ranks(plain)] == ["Location data", "Profile data"]


def test_numbers_that_count_items_are_a_list() -> None:
    document = plain_document(f"Policy\n{SENTENCE}\n3. Access\n4. Erasure\n5. Portability\n{SENTENCE}")
    listed = document.blocks[1]
    assert isinstance(listed, ListBlock)
    assert (listed.ordered, listed.start, len(listed.items)) == (True, 3, 3)


def test_dashes_and_bullets_are_lists_and_empty_ones_are_nothing() -> None:
    (listed,) = plain_document("- one\n- two;\n  • nested\n  • also\n  •\n- three").blocks
    assert isinstance(listed, ListBlock)
    assert len(listed.items) == 3
    inner = listed.items[1][1]
    assert isinstance(inner, ListBlock)
    assert len(inner.items) == 2


def test_bullets_with_blank_lines_between_are_one_list_with_what_hangs_below() -> None:
    (listed,) = plain_document(
        "• Contracts: as approved\n\n• Shield\n    No longer valid.\n    https://a.example/x"
    ).blocks
    assert isinstance(listed, ListBlock)
    assert [len(item) for item in listed.items] == [1, 3]


def test_a_line_with_a_colon_and_lines_of_one_pattern_below_are_a_list() -> None:
    document = plain_document(
        f"Policy\nYou have these rights:\nThe right of access.\nThe right of erasure.\nThe right to object.\n{SENTENCE}"
    )
    assert isinstance(document.blocks[1], ListBlock)
    assert len(document.blocks[1].items) == 3
    assert document.blocks[2] == Paragraph(text(SENTENCE))


def test_bars_and_tabs_are_tables() -> None:
    head, cookies = (text("Purpose"), text("Period")), (text("Cookies"), text("13 months"))
    barred = plain_document("Purpose | Period |\n---|---|\nCookies | 13 months |\nLogs | |")
    assert barred.blocks == (Table(head, (cookies, (text("Logs"), ()))),)
    assert plain_document("Purpose\tPeriod\nCookies\t13 months").blocks == (Table(head, (cookies,)),)


def test_a_lone_bar_is_a_sentence_s_own() -> None:
    assert plain_document("Either | or.").blocks == (Paragraph(text("Either | or.")),)


def test_keys_and_values_are_terms() -> None:
    document = plain_document(f"Policy\n\n{SENTENCE}\n\nPost: Acme – 1 High Street – Paris\n\nE-mail – dpo@a.example")
    terms = document.blocks[1]
    assert isinstance(terms, Definitions)
    assert [words(term) for term, _ in terms.pairs] == ["Post", "E-mail"]
    assert terms.pairs[1][1] == (Paragraph((Link("mailto:dpo@a.example", text("dpo@a.example")),)),)


def test_lines_as_on_an_envelope_are_one_paragraph() -> None:
    document = plain_document(f"Policy\n\n{SENTENCE}\n\nACME\n67 High Street\n80000 AMIENS\n\n{SENTENCE}\n\n{SENTENCE}")
    assert document.blocks[1] == Paragraph(
        (Text("ACME"), Break(), Text("67 High Street"), Break(), Text("80000 AMIENS"))
    )


def test_addresses_become_links() -> None:
    (paragraph,) = plain_document("See www.cnil.fr, https://a.example/x?y=1. Or (dpo@a.example).").blocks
    assert isinstance(paragraph, Paragraph)
    assert [inline.href for inline in paragraph.inlines if isinstance(inline, Link)] == [
        "https://www.cnil.fr",
        "https://a.example/x?y=1",
        "mailto:dpo@a.example",
    ]


def test_text_broken_at_a_fixed_width_is_joined() -> None:
    wrapped = (
        "Policy\n\nYour rights\n\nWe keep what we need for as long as we need it and\n"
        "tell you before anything about it changes in any way,\n"
        "which we think is only fair to all of you out there\n\n- a first item that is longer than "
        "one line can hold\n  and goes on\n- a second one\n\nAnother paragraph that is broken after a while because\n"
        "somebody's mailer was made in another century.\n"
    )
    document = plain_document(wrapped)
    assert [type(block) for block in document.blocks] == [Heading, Paragraph, ListBlock, Paragraph]
    assert isinstance(document.blocks[2], ListBlock)
    assert words(document.blocks[2].items[0][0].inlines).endswith("hold and goes on")  # type: ignore[union-attr]


def test_odd_blanks_hyphens_and_line_ends_are_made_even() -> None:
    plain = "Policy\r\n\r\nci\u2011dessous\u00a0: 80\u00a0000\u00a0euros \u00ad«\u00a0x\u00a0»\u200b\rnext   line."
    assert plain_to_markdown(plain) == (
        "# Policy\n\nci-dessous\u00a0: 80\u00a0000 euros «\u00a0x\u00a0»\n\nnext line.\n"
    )


def test_signs_that_mean_something_in_markdown_are_only_signs() -> None:
    plain = "Policy\n\n<b>bold</b> [email\u00a0protected] {answer-time} 2*3*4 a_b_c & so on. :::retention\n"
    document = parse(plain_to_markdown(plain))
    assert words(document.blocks[0].inlines) == (  # type: ignore[union-attr]
        "<b>bold</b> [email protected] {answer-time} 2*3*4 a_b_c & so on. :::retention"
    )


def test_nothing_becomes_nothing() -> None:
    assert plain_to_markdown("") == ""
    assert plain_to_markdown("\n \n\t\n") == ""
