"""The tree as HTML: escaped by construction, then passed once more through nh3, which knows only what we make."""

import re
from dataclasses import dataclass

import nh3
from markupsafe import Markup, escape

from services.policy_hosting.texts.links import SCHEMES, allowed, leaves_the_center
from services.policy_hosting.texts.ranks import without_gaps
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
    words,
)

_HIGHEST, _DEEPEST = 2, 6  # the page's own heading is of rank one
_RIGHT_TO_LEFT = re.compile(r"(?:ar|fa|he|ps|sd|ug|ur|yi)\b")
_RANKS = ("h2", "h3", "h4", "h5", "h6")
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "rel"},
    "ol": {"start"},
    "td": {"data-label", "role"},
    "th": {"scope", "role"},
    **{tag: {"role"} for tag in ("table", "thead", "tbody", "tr")},
    **{tag: {"id"} for tag in _RANKS},
}
_BELT = nh3.Cleaner(
    tags={
        *("a", "aside", "blockquote", "br", "caption", "code", "dd", "del", "dl", "dt", "em", *_RANKS, "hr", "ins"),
        *("li", "ol", "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    },
    attributes=_ATTRIBUTES,
    allowed_classes={"aside": {str(kind) for kind in AsideKind}, "span": {"invented"}, "th": {"named"}},
    url_schemes=set(SCHEMES),
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a screen reader says before words that were added or removed."""

    inserted: str
    deleted: str


def blocks_html(blocks: Blocks, *, shift: int = 0, heard: Heard | None = None) -> Markup:
    """Blocks as HTML; `shift` moves headings so that they fit under the page's own."""
    ranked = without_gaps(blocks, highest=_HIGHEST - shift)
    html = _belt("\n".join(_block(block, shift) for block in ranked))
    if heard is None:
        return html
    for tag, word in (("ins", heard.inserted), ("del", heard.deleted)):
        html = Markup(str(html).replace(f"<{tag}>", f'<{tag}><span class="aloud">{escape(word)} </span>'))  # noqa: S704
    return html


def inlines_html(inlines: Inlines) -> Markup:
    """A line as HTML."""
    return _belt(_inlines(inlines))


def _belt(html: str) -> Markup:
    """What is not in the lists above is dropped, whatever mistake let it through."""
    return Markup(_BELT.clean(html))  # noqa: S704  escaped when it was made, cleaned just now


def _block(block: Block, shift: int) -> str:  # noqa: PLR0911  one case per kind
    lang = _lang(block.lang)
    match block:
        case Paragraph(inlines):
            return f"<p{lang}>{_inlines(inlines)}</p>"
        case Heading(level, inlines, anchor):
            rank = min(max(level + shift, _HIGHEST), _DEEPEST)
            place = f' id="{escape(anchor)}"' if anchor else ""
            return f"<h{rank}{place}{lang}>{_inlines(inlines)}</h{rank}>"
        case ListBlock(ordered, items, start):
            tag = "ol" if ordered else "ul"
            begins = f' start="{start}"' if ordered and start != 1 else ""
            return f"<{tag}{begins}{lang}>{''.join(_item(item, shift) for item in items)}</{tag}>"
        case Table():
            return _table(block, lang)
        case Quote(blocks):
            return f"<blockquote{lang}>{_blocks(blocks, shift)}</blockquote>"
        case Rule():
            return "<hr>"
        case CodeBlock(text):
            return f"<pre{lang}><code>{escape(text)}</code></pre>"
        case Definitions(pairs):
            rows = (f"<dt>{_inlines(term)}</dt><dd>{_flow(meaning, shift)}</dd>" for term, meaning in pairs)
            return f"<dl{lang}>{''.join(rows)}</dl>"
        case Aside(kind, blocks):
            return f'<aside class="{escape(kind.value)}"{lang}>{_blocks(blocks, shift)}</aside>'


def _lang(lang: str | None) -> str:
    """The language of a stretch of text, and its direction where that is from right to left."""
    if lang is None:
        return ""
    turned = ' dir="rtl"' if _RIGHT_TO_LEFT.match(lang) else ""
    return f' lang="{escape(lang)}"{turned}'


def _blocks(blocks: Blocks, shift: int) -> str:
    return "\n".join(_block(block, shift) for block in blocks)


def _flow(blocks: Blocks, shift: int) -> str:
    """One plain paragraph needs no paragraph's margins."""
    match blocks:
        case (Paragraph(inlines, None),):
            return _inlines(inlines)
        case _:
            return _blocks(blocks, shift)


def _item(blocks: Blocks, shift: int) -> str:
    match blocks:
        case (Paragraph(inlines, None), *rest):
            return f"<li>{_inlines(inlines)}{_blocks(tuple(rest), shift)}</li>"
        case _:
            return f"<li>{_blocks(blocks, shift)}</li>"


def _table(table: Table, lang: str) -> str:
    """On a phone each row becomes a block whose cells are labelled with their column's head.

    Older browsers forget that a table is one when its display changes; the roles remind them.
    """
    caption = f"<caption>{escape(table.label)}</caption>" if table.label else ""
    head = "".join(f'<th role="columnheader" scope="col">{_inlines(cell)}</th>' for cell in table.head)
    labels = [words(cell) for cell in table.head]
    body = "".join(f'<tr role="row">{_row(row, labels)}</tr>' for row in table.rows)
    return (
        f'<table role="table"{lang}>{caption}<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(cells: tuple[Inlines, ...], labels: list[str]) -> str:
    first, *rest = cells
    others = zip(labels[1:], rest, strict=False)
    data = "".join(f'<td role="cell" data-label="{escape(label)}">{_inlines(cell)}</td>' for label, cell in others)
    # a cell that sets its own name in bold is not bold as a whole where rows become blocks
    named = ' class="named"' if any(isinstance(part, Strong) for part in first) else ""
    return f'<th role="rowheader" scope="row"{named}>{_inlines(first)}</th>{data}'


def _inlines(inlines: Inlines) -> str:
    return "".join(_inline(each) for each in inlines)


def _inline(inline: Inline) -> str:  # noqa: C901, PLR0911  one case per kind
    match inline:
        case Text(text):
            return str(escape(text))
        case Strong(children):
            return f"<strong>{_inlines(children)}</strong>"
        case Emphasis(children):
            return f"<em>{_inlines(children)}</em>"
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Break():
            return "<br>"
        case Mark():
            return '<span class="invented">◦</span>'
        case Link(href, children):
            if not allowed(href):
                return _inlines(children)
            rel = ' rel="external noopener noreferrer"' if leaves_the_center(href) else ""
            return f'<a href="{escape(href)}"{rel}>{_inlines(children)}</a>'
        case Foreign(children, lang):
            return f"<span{_lang(lang)}>{_inlines(children)}</span>"
        case Inserted(children):
            return f"<ins>{_inlines(children)}</ins>"
        case Deleted(children):
            return f"<del>{_inlines(children)}</del>"
