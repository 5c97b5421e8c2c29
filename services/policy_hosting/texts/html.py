"""Writes a text as HTML: escaped by construction, and passed once more through a list of what may stand there."""

import re
from collections.abc import Sequence
from html import escape

import nh3
from markupsafe import Markup

from services.policy_hosting.texts import links
from services.policy_hosting.texts.anchors import anchored
from services.policy_hosting.texts.tree import (
    Aside,
    AsideKind,
    Block,
    Blocks,
    Break,
    Code,
    CodeBlock,
    Definitions,
    Deleted,
    Document,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Inserted,
    Link,
    ListBlock,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    headings,
    words,
)
from shared.i18n import Translator, translator

LOWEST = 6


def to_html(document: Document, locale: str, *, top: int = 2) -> Markup:
    """The text without its title; its headings begin at level `top`, under the page's own."""
    if any(not heading.anchor for heading in headings(document.blocks)):
        document = anchored(document)
    return blocks_html(document.blocks, locale, top=top)


def blocks_html(blocks: Blocks, locale: str, *, top: int = 2, rank: int | None = None) -> Markup:
    """Blocks as HTML; headings of level `rank` (by default the highest there is) become `top`."""
    writer = _Writer(translator(locale), top, rank)
    return _through_the_list(writer.blocks(blocks))


def inlines_html(inlines: Inlines, locale: str) -> Markup:
    """Words for a heading or a line of the page."""
    return _through_the_list(_Writer(translator(locale), 2, None).inlines(inlines))


# ── The belt: nothing leaves that is not on this list, whatever was written above ───────────────────────────────────

_TAGS = frozenset(
    "a aside blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr ins li ol p pre span strong table tbody "
    "td th thead tr ul".split()
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "role"},
    "a": {"href", "rel", "class"},
    "aside": {"class"},
    "ol": {"start"},
    "span": {"class", "aria-label"},
    "td": {"data-label"},
    "th": {"scope"},
    **{f"h{level}": {"id"} for level in range(1, LOWEST + 1)},
}
_CLASSES = {"a": {"anchor"}, "aside": {str(kind) for kind in AsideKind}, "span": {"invented", "visually-hidden"}}
_LIST = nh3.Cleaner(
    tags=set(_TAGS),
    attributes={tag: names - {"class"} for tag, names in _ATTRIBUTES.items()},
    allowed_classes=_CLASSES,
    url_schemes=set(links.SCHEMES),
    link_rel=None,
    strip_comments=True,
)


def _through_the_list(html: str) -> Markup:
    return Markup(_LIST.clean(html))  # noqa: S704  this is the place where HTML is made


class _Writer:
    """Writes one text for one reader's language."""

    def __init__(self, reader: Translator, top: int, rank: int | None) -> None:
        self.reader = reader
        self.top = top
        self.rank = rank
        self.level = top - 1

    # ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, blocks: Blocks) -> str:
        if self.rank is None:
            self.rank = min((heading.level for heading in headings(blocks)), default=1)
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:  # noqa: PLR0911  one case per kind of block
        lang = _lang(block.lang)
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph(inlines):
                return f"<p{lang}>{self.inlines(inlines)}</p>"
            case ListBlock(ordered, items, start):
                tag = "ol" if ordered else "ul"
                first = f' start="{start}"' if ordered and start != 1 else ""
                return f"<{tag}{first}{lang}>" + "".join(f"<li>{self.item(item)}</li>" for item in items) + f"</{tag}>"
            case Table():
                return self.table(block, lang)
            case Quote(inner):
                return f"<blockquote{lang}>{self.blocks(inner)}</blockquote>"
            case Rule():
                return "<hr>"
            case CodeBlock(text):
                return f"<pre{lang}><code>{escape(text)}</code></pre>"
            case Definitions(pairs):
                terms = (f"<dt>{self.inlines(term)}</dt><dd>{self.item(meaning)}</dd>" for term, meaning in pairs)
                return f"<dl{lang}>" + "".join(terms) + "</dl>"
            case Aside(kind, inner):
                return f'<aside class="{kind}" role="note"{lang}>{self.blocks(inner)}</aside>'

    def heading(self, heading: Heading) -> str:
        """A heading at most one level below the one before it, with a link to itself to copy."""
        wanted = self.top + heading.level - (self.rank or 1)
        self.level = max(self.top, min(wanted, self.level + 1, LOWEST))
        said = self.inlines(heading.inlines)
        if not heading.anchor:
            return f"<h{self.level}{_lang(heading.lang)}>{said}</h{self.level}>"
        if not _holds_link(heading.inlines):
            said = f'<a class="anchor" href="#{escape(heading.anchor)}">{said}</a>'
        return f'<h{self.level} id="{escape(heading.anchor)}"{_lang(heading.lang)}>{said}</h{self.level}>'

    def item(self, blocks: Blocks) -> str:
        """An item's blocks; one that begins with a paragraph needs no paragraph round it."""
        match blocks:
            case [Paragraph(inlines, None)]:
                return self.inlines(inlines)
            case [Paragraph(inlines, None), ListBlock() as under]:
                return self.inlines(inlines) + self.block(under)
            case _:
                return self.blocks(blocks)

    def table(self, table: Table, lang: str) -> str:
        """A table whose roles are written out: a phone shows its rows as blocks, and browsers then forget them."""
        labels = [escape(words(cell).replace("\n", " ")) for cell in table.head]
        caption = f"<caption>{escape(table.label)}</caption>" if table.label else ""
        head = "".join(f'<th scope="col" role="columnheader">{self.inlines(cell)}</th>' for cell in table.head)
        rows = "".join(
            '<tr role="row">'
            + "".join(
                f'<td role="cell" data-label="{label}">{self.inlines(cell)}</td>'
                for label, cell in zip(labels, row, strict=True)
            )
            + "</tr>"
            for row in table.rows
        )
        return (
            f'<table role="table"{lang}>{caption}<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
            f'<tbody role="rowgroup">{rows}</tbody></table>'
        )

    # ── Inside a line ────────────────────────────────────────────────────────────────────────────────────────────────

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> str:  # noqa: PLR0911  one case per kind of inline
        match inline:
            case Text(said):
                return escape(said, quote=False)
            case Strong(children):
                return f"<strong>{self.inlines(children)}</strong>"
            case Emphasis(children):
                return f"<em>{self.inlines(children)}</em>"
            case Link(href, children):
                return self.link(href, children)
            case Code(said):
                return f"<code>{escape(said, quote=False)}</code>"
            case Break():
                return "<br>"
            case Mark():
                label = escape(self.reader.gettext("invented detail"))
                return f'<span class="invented" role="img" aria-label="{label}">◦</span>'
            case Foreign(children, lang):
                return f"<span{_lang(lang)}>{self.inlines(children)}</span>"
            case Inserted(children):
                return f"<ins>{self.hidden('inserted:')}{self.inlines(children)}</ins>"
            case Deleted(children):
                return f"<del>{self.hidden('deleted:')}{self.inlines(children)}</del>"

    def link(self, href: str, children: Inlines) -> str:
        if not links.allowed(href):
            return self.inlines(children)
        rel = ' rel="external noopener"' if links.leaves_the_center(href) else ""
        return f'<a href="{escape(href)}"{rel}>{self.inlines(children)}</a>'

    def hidden(self, word: str) -> str:
        """For the ear what the eye sees as colour."""
        return f'<span class="visually-hidden">{escape(self.reader.gettext(word))} </span>'


def _lang(lang: str | None) -> str:
    """The language of a stretch of text, and its direction where that is not the usual one."""
    if lang is None:
        return ""
    turned = ' dir="rtl"' if re.match(r"(ar|fa|he|ps|sd|ug|ur|yi)\b", lang) else ""
    return f' lang="{escape(lang)}"{turned}'


def _holds_link(inlines: Inlines) -> bool:
    return any(
        isinstance(inline, Link)
        or (isinstance(inline, Strong | Emphasis | Foreign | Inserted | Deleted) and _holds_link(inline.children))
        for inline in inlines
    )
