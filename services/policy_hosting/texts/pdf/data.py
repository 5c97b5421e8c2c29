"""The tree as plain JSON values for the Typst template."""

from typing import Any

from services.policy_hosting.texts.links import allowed
from services.policy_hosting.texts.ranks import without_gaps
from services.policy_hosting.texts.tree import (
    Aside,
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
)

Data = dict[str, Any]


def document_data(blocks: Blocks, highest: int) -> list[Data]:
    """A document's blocks; its headings have no gaps, which PDF/UA forbids."""
    return blocks_data(tuple(without_gaps(blocks, highest=highest, above=highest - 1)), inside=False)


def blocks_data(blocks: Blocks, *, inside: bool = True) -> list[Data]:
    """Blocks in order, each with its kind and, where it differs, its language; headings inside others are strong."""
    return [{"lang": language(block.lang), **_block(_as_strong(block) if inside else block)} for block in blocks]


def language(code: str | None) -> str | None:
    """The part of a language's code that Typst knows."""
    primary = (code or "").split("-")[0].lower()
    return primary if len(primary) in {2, 3} else None


def _as_strong(block: Block) -> Block:
    return Paragraph((Strong(block.inlines),)) if isinstance(block, Heading) else block


def _block(block: Block) -> Data:  # noqa: PLR0911  one case per kind
    match block:
        case Paragraph(inlines):
            return {"kind": "paragraph", "words": _inlines(inlines)}
        case Heading(level, inlines):
            return {"kind": "heading", "level": level, "words": _inlines(inlines)}
        case ListBlock(ordered, items, start):
            return {"kind": "list", "ordered": ordered, "start": start, "items": [blocks_data(each) for each in items]}
        case Table(head, rows, label):
            cells = [[_inlines(cell) for cell in _fitted(row, len(head))] for row in rows]
            return {"kind": "table", "head": [_inlines(cell) for cell in head], "rows": cells, "label": label}
        case Quote(blocks):
            return {"kind": "quote", "blocks": blocks_data(blocks)}
        case Aside(_, blocks):
            return {"kind": "aside", "blocks": blocks_data(blocks)}
        case Definitions(pairs):
            terms = [{"term": _inlines(term), "blocks": blocks_data(meaning)} for term, meaning in pairs]
            return {"kind": "definitions", "pairs": terms}
        case CodeBlock(text):
            return {"kind": "code", "text": text}
        case Rule():
            return {"kind": "rule"}


def _fitted(row: tuple[Inlines, ...], width: int) -> tuple[Inlines, ...]:
    return (*row, *(() for _ in range(width - len(row))))[:width]


def _inlines(inlines: Inlines) -> list[Data]:
    return [_inline(each) for each in inlines]


def _inline(inline: Inline) -> Data:  # noqa: PLR0911  one case per kind
    match inline:
        case Text(text):
            return {"kind": "text", "text": text}
        case Strong(children):
            return {"kind": "strong", "words": _inlines(children)}
        case Emphasis(children):
            return {"kind": "emphasis", "words": _inlines(children)}
        case Link(href, children):
            # an address within the center leads nowhere from a file
            outside = allowed(href) and href.lower().startswith(("http:", "https:", "mailto:", "tel:"))
            return {"kind": "link", "href": href if outside else "", "words": _inlines(children)}
        case Foreign(children, lang):
            known = language(lang)
            return {"kind": "foreign" if known else "words", "lang": known, "words": _inlines(children)}
        case Code(text):
            return {"kind": "code", "text": text}
        case Break():
            return {"kind": "break"}
        case Mark():
            return {"kind": "text", "text": "◦"}
        case Inserted(children) | Deleted(children):
            return {"kind": "emphasis", "words": _inlines(children)}
