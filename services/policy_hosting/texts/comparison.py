"""Two texts compared: sections matched by anchor, then by likeness; blocks within them; words within those."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz

from services.policy_hosting.texts.runs import MOST, runs
from services.policy_hosting.texts.sections import cut
from services.policy_hosting.texts.tree import (
    Aside,
    Block,
    Blocks,
    Definitions,
    Document,
    Heading,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    words,
)
from services.policy_hosting.texts.word_comparison import compare_inlines, deleted, inserted

ALIKE = 60.0
"""Two sections or paragraphs are one, reworded, when this much of their words is the same, in per cent."""


class Change(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section; `blocks` hold Inserted and Deleted. The lead before the first heading has no anchor and no title."""

    anchor: str
    title: Inlines
    change: Change
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sections in the order of the newer text; a removed one stands where it stood."""

    sections: tuple[ComparedSection, ...]
    shift: int = 0

    @property
    def changed(self) -> bool:
        return any(section.change is not Change.UNCHANGED for section in self.sections)


_Section = tuple[Heading | None, Blocks]


def compare(old: Document, new: Document) -> Comparison:
    """What became of the older text; both have their anchors."""
    older, newer = _sections(old), _sections(new)
    partner = _match(older, newer)
    waiting = [at for at in range(len(older)) if at not in partner.values()]
    compared: list[ComparedSection] = []
    for at, section in enumerate(newer):
        known = partner.get(at)
        while waiting and known is not None and waiting[0] < known:
            compared.append(_removed(older[waiting.pop(0)]))
        compared.append(_added(section) if known is None else _compared(older[known], section))
    compared += [_removed(older[at]) for at in waiting]
    return Comparison(tuple(compared), cut(new.blocks).shift)


def _sections(document: Document) -> list[_Section]:
    parts = cut(document.blocks)
    lead: list[_Section] = [(None, parts.lead)] if parts.lead else []
    return [*lead, *parts.sections]


def _match(older: list[_Section], newer: list[_Section]) -> dict[int, int]:
    """Which older section a newer one was: the same anchor, else the most alike of those left over."""
    at = {_anchor(section): index for index, section in enumerate(older)}
    partner = {index: at[_anchor(section)] for index, section in enumerate(newer) if _anchor(section) in at}
    free = [index for index in range(len(older)) if index not in partner.values()]
    for index, section in enumerate(newer):
        if index in partner or not free:
            continue
        likeness, best = max((_alike(older[each], section), -each) for each in free)
        if likeness >= ALIKE:
            partner[index] = -best
            free.remove(-best)
    return partner


def _anchor(section: _Section) -> str:
    return section[0].anchor if section[0] else ""


def _alike(old: _Section, new: _Section) -> float:
    if old[0] is None or new[0] is None:
        return 0.0
    titles = fuzz.ratio(words(old[0].inlines), words(new[0].inlines))
    return max(titles, fuzz.token_set_ratio(_said(old[1])[:MOST], _said(new[1])[:MOST]) if titles > 0 else 0.0)


def _compared(old: _Section, new: _Section) -> ComparedSection:
    title = compare_inlines(_title(old), _title(new))
    if _title(old) == _title(new) and old[1] == new[1]:
        return ComparedSection(_anchor(new), _title(new), Change.UNCHANGED, new[1])
    return ComparedSection(_anchor(new), title, Change.CHANGED, tuple(_blocks(old[1], new[1])))


def _title(section: _Section) -> Inlines:
    return section[0].inlines if section[0] else ()


def _added(section: _Section) -> ComparedSection:
    return ComparedSection(_anchor(section), _title(section), Change.ADDED, tuple(map(_insert, section[1])))


def _removed(section: _Section) -> ComparedSection:
    # the newer text may have given the anchor to another section
    anchor = f"removed-{_anchor(section)}"
    return ComparedSection(anchor, _title(section), Change.REMOVED, tuple(map(_delete, section[1])))


def _blocks(old: Blocks, new: Blocks) -> Iterator[Block]:
    for before, after, same in runs(old, new):
        yield from after if same else _replaced(tuple(before), tuple(after))


def _replaced(old: Blocks, new: Blocks) -> Iterator[Block]:
    """Blocks of one kind that are alike are one block reworded; the rest was taken away or added."""
    left = list(old)
    for block in new:
        at = next((index for index, each in enumerate(left[:8]) if _reworded(each, block)), None)
        if at is None:
            yield _insert(block)
            continue
        yield from map(_delete, left[:at])
        yield _within(left[at], block)
        del left[: at + 1]
    yield from map(_delete, left)


def _reworded(old: Block, new: Block) -> bool:
    if type(old) is not type(new):
        return False
    if isinstance(old, Table | ListBlock | Definitions):
        return True  # their rows and items are compared one by one
    return fuzz.token_set_ratio(_said((old,))[:MOST], _said((new,))[:MOST]) >= ALIKE


def _within(old: Block, new: Block) -> Block:  # noqa: PLR0911  one case per kind
    match old, new:
        case (Paragraph(before), Paragraph(after)):
            return replace(new, inlines=compare_inlines(before, after))
        case (Heading(_, before), Heading(_, after)):
            return replace(new, inlines=compare_inlines(before, after))
        case (ListBlock(_, before), ListBlock(_, after)):
            return replace(new, items=tuple(_items(before, after)))
        case (Table(), Table()):
            return _table(old, new)
        case (Quote(before), Quote(after)):
            return replace(new, blocks=tuple(_blocks(before, after)))
        case (Aside(_, before), Aside(_, after)):
            return replace(new, blocks=tuple(_blocks(before, after)))
    return _insert(new)


def _items(old: tuple[Blocks, ...], new: tuple[Blocks, ...]) -> Iterator[Blocks]:
    for before, after, same in runs(old, new):
        if same:
            yield from after
            continue
        left = list(before)
        for item in after:
            at = next((index for index, each in enumerate(left[:8]) if _like(each, item)), None)
            if at is None:
                yield tuple(map(_insert, item))
            else:
                yield from (tuple(map(_delete, each)) for each in left[:at])
                yield tuple(_blocks(left[at], item))
                del left[: at + 1]
        yield from (tuple(map(_delete, item)) for item in left)


def _like(old: Blocks, new: Blocks) -> bool:
    return fuzz.token_set_ratio(_said(old)[:MOST], _said(new)[:MOST]) >= ALIKE


def _table(old: Table, new: Table) -> Table:
    """Rows are matched by their first cell; a table with other columns is another table."""
    if len(old.head) != len(new.head):
        rows = [tuple(deleted(cell) for cell in _fitted(row, len(new.head))) for row in old.rows]
        return replace(new, rows=(*rows, *(tuple(map(inserted, row)) for row in new.rows)))
    before = {words(row[0]): row for row in old.rows}
    names = {words(row[0]) for row in new.rows}
    rows = []
    for row in new.rows:
        known = before.get(words(row[0]))
        if known is None or len(known) != len(row):
            rows.append(tuple(map(inserted, row)))
        else:
            rows.append(tuple(compare_inlines(*pair) for pair in zip(known, row, strict=True)))
    gone = [tuple(map(deleted, row)) for row in old.rows if words(row[0]) not in names]
    return replace(new, rows=(*rows, *gone))


def _fitted(row: tuple[Inlines, ...], width: int) -> tuple[Inlines, ...]:
    return (*row, *(() for _ in range(width - len(row))))[:width]


def _insert(block: Block) -> Block:
    return _dressed(block, inserted)


def _delete(block: Block) -> Block:
    return _dressed(block, deleted)


def _dressed(block: Block, mark: Callable[[Inlines], Inlines]) -> Block:  # noqa: PLR0911  one case per kind
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            return replace(block, inlines=mark(inlines))
        case ListBlock(_, items):
            return replace(block, items=tuple(tuple(_dressed(each, mark) for each in item) for item in items))
        case Table(head, rows):
            marked = tuple(tuple(mark(cell) for cell in row) for row in rows)
            return replace(block, head=tuple(mark(cell) for cell in head), rows=marked)
        case Quote(blocks) | Aside(_, blocks):
            return replace(block, blocks=tuple(_dressed(each, mark) for each in blocks))
        case Definitions(pairs):
            marked_pairs = tuple(
                (mark(term), tuple(_dressed(each, mark) for each in meaning)) for term, meaning in pairs
            )
            return replace(block, pairs=marked_pairs)
    return block


def _said(blocks: Blocks) -> str:
    """The words of blocks, to see how alike they are."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(inlines) | Heading(_, inlines):
                parts.append(words(inlines))
            case ListBlock(_, items):
                parts += [_said(item) for item in items]
            case Table(head, rows):
                parts += [words(cell) for row in (head, *rows) for cell in row]
            case Quote(inner) | Aside(_, inner):
                parts.append(_said(inner))
            case Definitions(pairs):
                parts += [f"{words(term)} {_said(meaning)}" for term, meaning in pairs]
    return " ".join(parts)
