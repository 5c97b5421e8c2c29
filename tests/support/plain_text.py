"""Writes a text as plain text: for mails, for a diff, for search."""

from textwrap import indent

from services.policy_hosting.texts.tree import (
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Definitions,
    Document,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    words,
)


def to_text(document: Document) -> str:
    """The whole text; links are written out where their words do not say where they lead."""
    title = [f"{document.title}\n{'=' * len(document.title)}"] if document.title else []
    return "\n\n".join([*title, *map(_block, document.blocks)]) + "\n"


def _blocks(blocks: Blocks, between: str = "\n\n") -> str:
    return between.join(map(_block, blocks))


def _block(block: Block) -> str:  # noqa: PLR0911  one case per kind of block
    match block:
        case Heading(level, inlines):
            said = _line(inlines).replace("\n", " ")
            return f"{said}\n{('-' if level <= 2 else '.') * len(said)}"
        case Paragraph(inlines):
            return _line(inlines)
        case ListBlock(ordered, items, start):
            bullets = [f"{number}. " if ordered else "- " for number in range(start, start + len(items))]
            return "\n".join(_item(bullet, item) for bullet, item in zip(bullets, items, strict=True))
        case Table(head, rows):
            labels = [_line(cell) for cell in head]
            return "\n\n".join("\n".join(_cells(labels, row)) for row in rows if any(row)) or " | ".join(labels)
        case Quote(inner):
            return indent(_blocks(inner), "> ", lambda _: True)
        case Aside(_, inner):
            return _blocks(inner)
        case Rule():
            return "* * *"
        case CodeBlock(text):
            return indent(text, "    ")
        case Definitions(pairs):
            return "\n".join(f"{_line(term)}\n{indent(_blocks(meaning), '    ')}" for term, meaning in pairs)


def _item(bullet: str, blocks: Blocks) -> str:
    return bullet + indent(_blocks(blocks, "\n"), " " * len(bullet)).lstrip()


def _cells(labels: list[str], row: tuple[Inlines, ...]) -> list[str]:
    """A row as on a phone: each cell under its column's name, a dash where it is empty."""
    said = [_line(cell) or ("–" if label else "") for label, cell in zip(labels, row, strict=True)]
    return [f"{label}: {cell}" if label else cell for label, cell in zip(labels, said, strict=True) if cell]


def _line(inlines: Inlines) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Link(href, children):
            said, address = _line(children), href.removeprefix("mailto:").removeprefix("tel:")
            return said if href.startswith("#") or said == address else f"{said} ({address})"
        case Strong(children) | Emphasis(children) | Foreign(children, _):
            return _line(children)
        case _:
            return words((inline,))
