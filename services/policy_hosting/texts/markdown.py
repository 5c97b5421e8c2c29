"""Writes a document as Markdown that reads back as exactly this document: `parse(to_markdown(d)) == d`.

This holds for documents in normal form, which is what parse gives; others are brought to it first.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from services.policy_hosting.texts import normal
from services.policy_hosting.texts.inline_markdown import inline_markdown, line_markdown
from services.policy_hosting.texts.tree import (
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Definitions,
    Document,
    Heading,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    words,
)

BAR = r"\|"
"""A bar inside a table's cell."""


def to_markdown(document: Document) -> str:
    """The whole text, title first."""
    document = normal.document(document)
    title = [f"# {_heading_words((Text(document.title),))}"] if document.title else []
    written = "\n\n".join([*title, *_blocks(document.blocks)])
    return f"{written}\n" if written else ""


def _blocks(blocks: Blocks) -> Iterator[str]:
    for lang, group in groupby(blocks, lambda block: block.lang):
        written = list(_neighbours(tuple(group)))
        if lang is None:
            yield from written
        else:
            yield _contained(f"text lang={lang}", "\n\n".join(written))


def _neighbours(blocks: Sequence[Block]) -> Iterator[str]:
    """Blocks side by side; of two lists of one kind in a row the second has the other bullet."""
    other, before = False, None
    for block in blocks:
        follows = isinstance(block, ListBlock) and isinstance(before, ListBlock) and block.ordered == before.ordered
        other = follows and not other
        yield _block(block, other_bullet=other)
        before = block


def _block(block: Block, *, other_bullet: bool) -> str:  # noqa: PLR0911  one case per kind of block
    match block:
        case Heading():
            anchor = f" {{#{block.anchor}}}" if block.anchor else ""
            return f"{'#' * block.level} {_heading_words(block.inlines)}{anchor}"
        case Paragraph():
            return inline_markdown(block.inlines)
        case ListBlock():
            return _list(block, other_bullet=other_bullet)
        case Table():
            return _table(block)
        case Quote():
            return _indented("\n\n".join(_blocks(block.blocks)), "> ", "> ")
        case Rule():
            return "___"
        case CodeBlock():
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", block.text)), default=0))
            return f"{fence}\n{block.text}\n{fence}"
        case Definitions():
            return "\n\n".join(
                f"{inline_markdown(term)}\n{_indented(chr(10).join(_spaced(meaning)), ': ', '  ')}"
                for term, meaning in block.pairs
            )
        case Aside():
            return _contained(block.kind, "\n\n".join(_blocks(block.blocks)))


def _heading_words(inlines: Inlines) -> str:
    """A heading's words; a last number sign would be taken for decoration."""
    written = line_markdown(inlines)
    return f"{written[:-1]}\\#" if words(inlines).endswith("#") and written.endswith("#") else written


def _list(block: ListBlock, *, other_bullet: bool) -> str:
    items = []
    for number, item in enumerate(block.items, start=block.start):
        marks = (f"{number}.", f"{number})") if block.ordered else ("-", "*")
        bullet = f"{marks[other_bullet]} "
        items.append(_indented("\n".join(_spaced(item)), bullet, " " * len(bullet)))
    return "\n".join(items)


def _spaced(blocks: Blocks) -> Iterator[str]:
    """An item's blocks with a blank line between them."""
    for at, written in enumerate(_blocks(blocks)):
        yield f"\n{written}" if at else written


def _table(table: Table) -> str:
    rows = [_row(table.head), "|" + " --- |" * len(table.head), *(_row(row) for row in table.rows)]
    written = "\n".join(rows)
    if not table.label:
        return written
    label = re.sub(r'["\\]', r"\\\g<0>", table.label)
    return _contained(f'table label="{label}"', written)


def _row(cells: Sequence[Inlines]) -> str:
    return "|" + "".join(f" {line_markdown(cell).replace('|', BAR)} |" for cell in cells)


def _contained(opening: str, inner: str) -> str:
    """Blocks between fences of colons longer than any fence inside."""
    longest = max((len(run) for run in re.findall(r"^\s*(:{3,})", inner, re.MULTILINE)), default=2)
    fence = ":" * (longest + 1)
    return f"{fence}{opening}\n\n{inner}\n\n{fence}"


def _indented(text: str, first: str, rest: str) -> str:
    lines = [f"{rest}{line}".rstrip() if line or rest.strip() else "" for line in text.split("\n")]
    return first + "\n".join(lines)[len(rest) :] if text else first.rstrip()
