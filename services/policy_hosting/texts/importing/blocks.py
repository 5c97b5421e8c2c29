"""Lines between headings as blocks: lists, tables, terms, addresses, paragraphs."""

import re
from collections.abc import Callable, Iterator, Sequence

from services.policy_hosting.texts.importing.looks import ADDRESS, Kind, Line
from services.policy_hosting.texts.tree import (
    Block,
    Blocks,
    Break,
    Definitions,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Rule,
    Table,
    text,
)

SHORT = 60
DEEPER = 2
"""Blanks before a bullet that make it an item of the item above."""

Found = tuple[Blocks, int]


def blocks(lines: Sequence[Line], *, dense: bool) -> Iterator[Block]:
    """Each run of lines as the first thing it looks like."""
    shapes: tuple[Callable[[Sequence[Line]], Found | None], ...] = (
        _rule,
        _bulleted,
        _numbered,
        _table,
        _terms,
        _implied,
    )
    if not dense:
        shapes = (*shapes, _address)
    while lines:
        made, used = next((found for shape in shapes if (found := shape(lines))), _paragraph(lines))
        yield from made
        lines = lines[used:]


def inlines(said: str) -> Inlines:
    """Words, with web and mail addresses as links."""
    made: list[Inline] = []
    at = 0
    for found in ADDRESS.finditer(said):
        address = found.group()
        href = f"https://{address}" if address.startswith("www.") else address
        made += [*text(said[at : found.start()]), Link(href if "://" in href else f"mailto:{href}", text(address))]
        at = found.end()
    return (*made, *text(said[at:]))


def _paragraph(lines: Sequence[Line]) -> Found:
    return (Paragraph(inlines(lines[0].text)),), 1


def _rule(lines: Sequence[Line]) -> Found | None:
    return ((Rule(),), 1) if re.fullmatch(r"([-–—_*=]\s?){3,}", lines[0].text) else None


def _run(lines: Sequence[Line], belongs: Callable[[Line], bool]) -> int:
    """How many lines from the first belong together; two blank lines part them."""
    count = 1
    while count < len(lines) and lines[count].gap <= 1 and belongs(lines[count]):
        count += 1
    return count


def _bulleted(lines: Sequence[Line]) -> Found | None:
    """Bullets, with what is indented below them; a lone “(a)” may be a sentence's own."""
    kind = lines[0].kind
    if kind not in {Kind.BULLET, Kind.LETTERED}:
        return None
    margin = lines[0].indent

    def belongs(line: Line) -> bool:
        if line.kind is kind:
            return line.indent >= margin
        return line.indent > margin + 1 or (line.kind is Kind.BULLET and line.indent > margin)

    used = _run(lines, belongs)
    if kind is Kind.LETTERED and sum(line.kind is kind for line in lines[:used]) == 1:
        return None
    return (ListBlock(ordered=False, items=tuple(_items(lines[:used]))),), used


def _items(lines: Sequence[Line]) -> Iterator[Blocks]:
    """Each bullet at the margin with the lines that hang below it."""
    kind, margin = lines[0].kind, lines[0].indent
    starts = [at for at, line in enumerate(lines) if line.kind is kind and line.indent < margin + DEEPER]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        line = lines[start]
        said = line.text if kind is Kind.LETTERED else line.said
        yield (Paragraph(inlines(said)), *blocks(lines[start + 1 : end], dense=True))


def _numbered(lines: Sequence[Line]) -> Found | None:
    """1., 2., 3. … one after the other; a number alone is part of its sentence."""
    first = lines[0]
    if first.kind is not Kind.NUMBERED or not first.number.isdigit() or not first.stop:
        return None
    used = 1
    while used < len(lines) and lines[used].number == str(int(first.number) + used) and lines[used].gap <= 1:
        used += 1
    if used == 1:
        return None
    items: tuple[Blocks, ...] = tuple((Paragraph(inlines(line.said)),) for line in lines[:used])
    return (ListBlock(ordered=True, items=items, start=int(first.number)),), used


def _table(lines: Sequence[Line]) -> Found | None:
    """Rows with bars or tabs; one alone is a sentence with a bar in it."""
    if lines[0].kind is not Kind.ROW:
        return None
    used = _run(lines, lambda line: line.kind is Kind.ROW or (line.is_rule and line.gap == 0))
    rows = [_cells(line.text) for line in lines[:used] if not line.is_rule]
    width = max((len(row) for row in rows), default=0)
    if len(rows) <= 1 or width == 1:
        return (Paragraph(inlines(lines[0].text.replace("\t", " "))),), 1
    while width > 1 and not any(row[width - 1 : width] not in ([], [""]) for row in rows):
        width -= 1  # every row ends with a bar
    head, *body = (tuple(inlines(cell) for cell in [*row, *[""] * width][:width]) for row in rows)
    return (Table(head, tuple(body)),), used


def _cells(row: str) -> list[str]:
    parted = row.removeprefix("|").split("|") if "|" in row else row.split("\t")
    return [cell.strip() for cell in parted]


def _terms(lines: Sequence[Line]) -> Found | None:
    """“Key: value” twice or more in a row."""
    if lines[0].pair is None:
        return None
    used = _run(lines, lambda line: line.pair is not None)
    if used == 1:
        return None
    pairs = [line.pair for line in lines[:used] if line.pair]
    return (Definitions(tuple((text(key), (Paragraph(inlines(value)),)) for key, value in pairs)),), used


def _implied(lines: Sequence[Line]) -> Found | None:
    """A line that ends with a colon, then lines cut to one pattern: a list whose bullets were lost."""
    if lines[0].kind is not Kind.TEXT or not lines[0].text.endswith(":"):
        return None
    used = 1
    while used < len(lines) and _is_item(lines, used):
        used += 1
    if used < 3:  # noqa: PLR2004  one line is no list
        return None
    items: tuple[Blocks, ...] = tuple((Paragraph(inlines(line.text)),) for line in lines[1:used])
    return (Paragraph(inlines(lines[0].text)), ListBlock(ordered=False, items=items)), used


def _is_item(lines: Sequence[Line], at: int) -> bool:
    """Begins small, ends like an item, names a key, or begins with its neighbour's word."""
    line = lines[at]
    if line.kind is not Kind.TEXT or line.gap:
        return False
    if line.text[0].islower() or line.text[-1] in ";," or line.pair:
        return True
    neighbours = [lines[near] for near in (at - 1, at + 1) if 0 < near < len(lines) and not lines[max(near, at)].gap]
    return any(near.text.split()[0] == line.text.split()[0] for near in neighbours)


def _address(lines: Sequence[Line]) -> Found | None:
    """Short open lines below each other, as on an envelope."""
    if not _is_short_and_open(lines[0]):
        return None
    used = 1
    while used < len(lines) and lines[used].gap == 0 and _is_short_and_open(lines[used]):
        used += 1
    if used == 1:
        return None
    said: list[Inline] = []
    for line in lines[:used]:
        said += [*inlines(line.text), Break()]
    return (Paragraph(tuple(said[:-1])),), used


def _is_short_and_open(line: Line) -> bool:
    return len(line.text) <= SHORT and not line.is_closed and line.kind in {Kind.TEXT, Kind.NUMBERED}
