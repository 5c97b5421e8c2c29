"""Hypothesis strategies: arbitrary trees, hostile words first."""

from hypothesis import strategies as st

from services.policy_hosting.texts.tree import (
    Aside,
    AsideKind,
    Block,
    Break,
    Code,
    CodeBlock,
    Definitions,
    Document,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Link,
    ListBlock,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
)

HOSTILE = [
    *" \t\n*_`~[]{}()<>#+-=.!|:&;\\\"'/1aé◦–\u00a0\u2011",
    "<script>alert(1)</script>",
    "javascript:",
    ":::",
    "- ",
    "1. ",
    "{#a}",
    "{x}",
    "&amp;",
    "---",
    "```",
    "**",
    "word",
    "\\|",
    "\r\n",
]
said = st.one_of(
    st.lists(st.sampled_from(HOSTILE), max_size=8).map("".join),
    st.text(max_size=12),
)
hrefs = st.one_of(
    st.sampled_from(
        ["https://a.example/x?y=1&copy=2", "mailto:dpo@a.example", "tel:+3312", "#a", "/fr/x", "https://a"]
    ),
    said.map(lambda rest: f"https://a.example/{rest}"),
    said,
)
languages = st.sampled_from([None, None, None, "fr", "pt-BR"])


def _inlines(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[tuple[Inline, ...]]:
    return st.lists(children, max_size=4).map(tuple)


inline: st.SearchStrategy[Inline] = st.recursive(
    st.one_of(said.map(Text), said.map(Text), said.map(Code), st.just(Break()), st.just(Mark())),
    lambda children: st.one_of(
        _inlines(children).map(Strong),
        _inlines(children).map(Emphasis),
        st.builds(Link, hrefs, _inlines(children)),
        st.builds(Foreign, _inlines(children), st.sampled_from(["de", "zh-Hant"])),
    ),
    max_leaves=6,
)
inlines = _inlines(inline)


def _blocks(children: st.SearchStrategy[Block]) -> st.SearchStrategy[tuple[Block, ...]]:
    return st.lists(children, max_size=3).map(tuple)


block: st.SearchStrategy[Block] = st.recursive(
    st.one_of(
        st.builds(Paragraph, inlines, languages),
        st.builds(Heading, st.integers(0, 7), inlines, st.sampled_from(["", "", "b", "not valid"]), languages),
        st.builds(CodeBlock, said, languages),
        st.builds(Rule, languages),
        st.builds(
            Table,
            st.lists(inlines, max_size=3).map(tuple),
            st.lists(st.lists(inlines, max_size=3).map(tuple), max_size=2).map(tuple),
            said,
            languages,
        ),
    ),
    lambda children: st.one_of(
        st.builds(
            ListBlock, st.booleans(), st.lists(_blocks(children), max_size=3).map(tuple), st.integers(0, 12), languages
        ),
        st.builds(Quote, _blocks(children), languages),
        st.builds(Aside, st.sampled_from(AsideKind), _blocks(children), languages),
        st.builds(Definitions, st.lists(st.tuples(inlines, _blocks(children)), max_size=2).map(tuple), languages),
    ),
    max_leaves=6,
)
documents = st.builds(Document, st.lists(block, max_size=4).map(tuple), said)
