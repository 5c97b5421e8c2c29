"""Two stretches of blocks as one that holds both: what was taken away is Deleted in it, what came is Inserted.

Without what is Deleted it says what the newer text says; without what is Inserted, every word of the older one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from rapidfuzz import fuzz

from services.policy_hosting.texts.runs import MOST, runs
from services.policy_hosting.texts.tree import (
    Aside,
    Block,
    Blocks,
    Break,
    Code,
    CodeBlock,
    Definitions,
    Heading,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
    words,
)
from services.policy_hosting.texts.word_comparison import compare_inlines, deleted, inserted

ALIKE = 60.0
"""Two paragraphs are one, reworded, when this much of their words is the same, in per cent."""
ALIKE_WHOLE = 30.0
"""Tables and lists are compared row by row, so that less needs to be the same for them to be one."""
NEAR = 8
"""How far ahead a block's older form is looked for among those that changed."""

Row = tuple[Inlines, ...]
Pair = tuple[Inlines, Blocks]
T = TypeVar("T", Block, Blocks, Row, Pair)


def compare_blocks(old: Blocks, new: Blocks) -> Blocks:
    return tuple(
        block
        for before, after in _pairs(old, new, _block_likeness)
        for block in (_within(before, after) if before and after else _one_side(before, after))
    )


def insert_all(blocks: Blocks) -> Blocks:
    return tuple(dressed for block in blocks for dressed in _dressed(block, inserted))


def delete_all(blocks: Blocks) -> Blocks:
    return tuple(dressed for block in blocks for dressed in _dressed(block, deleted))


def said(blocks: Blocks) -> str:
    """The words of blocks, to see how alike they are."""
    return " ".join(map(_said, blocks))


# ── What belongs together ────────────────────────────────────────────────────────────────────────────────────────────


def _pairs(
    old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]
) -> Iterator[tuple[T | None, T | None]]:
    """Old and new parts side by side, in both orders; None where a part has no other side."""
    for before, after, same in runs(old, new):
        if same:
            yield from zip(before, after, strict=True)
            continue
        done = 0
        for part in after:
            score, at = max(
                ((likeness(each, part), -place) for place, each in enumerate(before[done : done + NEAR], start=done)),
                default=(0.0, 0),
            )
            if not score:
                yield None, part
                continue
            yield from ((each, None) for each in before[done:-at])
            yield before[-at], part
            done = 1 - at
        yield from ((each, None) for each in before[done:])


def _block_likeness(old: Block, new: Block) -> float:
    """How alike two blocks are, in per cent; nothing for those that are not one block reworded."""
    if type(old) is not type(new) or isinstance(new, CodeBlock | Rule):
        return 0
    match old, new:
        case (Table(first), Table(second)) if len(first) != len(second):
            return 0
        case (ListBlock(first), ListBlock(second)) | (Aside(first), Aside(second)) if first != second:
            return 0
    whole = isinstance(new, Table | ListBlock | Definitions | Quote | Aside)
    return _likeness(_said(old), _said(new), ALIKE_WHOLE if whole else ALIKE)


def _item_likeness(old: Blocks, new: Blocks) -> float:
    return _likeness(said(old), said(new), ALIKE)


def _row_likeness(old: Row, new: Row) -> float:
    """A row is known by its first cell."""
    if old[0] == new[0]:
        return 100
    return _likeness(" ".join(map(words, old)), " ".join(map(words, new)), ALIKE)


def _pair_likeness(old: Pair, new: Pair) -> float:
    if old[0] == new[0]:
        return 100
    return _likeness(f"{words(old[0])} {said(old[1])}", f"{words(new[0])} {said(new[1])}", ALIKE)


def _likeness(old: str, new: str, least: float) -> float:
    return fuzz.token_sort_ratio(old[:MOST], new[:MOST], score_cutoff=least)


# ── Both sides in one ────────────────────────────────────────────────────────────────────────────────────────────────


def _one_side(before: Block | None, after: Block | None) -> Blocks:
    return (delete_all((before,)) if before else ()) + (insert_all((after,)) if after else ())


def _within(old: Block, new: Block) -> Blocks:  # noqa: PLR0911  one case per kind of block
    if old == new:
        return (new,)
    match old, new:
        case (Paragraph(before), Paragraph(after)):
            return (replace(new, inlines=compare_inlines(before, after)),)
        case (Heading(_, before), Heading(_, after)):
            return (replace(new, inlines=compare_inlines(before, after)),)
        case (ListBlock(_, before), ListBlock(_, after)):
            items = (_item(*both) for both in _pairs(before, after, _item_likeness))
            return (replace(new, items=tuple(items)),)
        case (Table(), Table()):
            rows = tuple(_row(*both) for both in _pairs(old.rows, new.rows, _row_likeness))
            return (replace(new, head=_row(old.head, new.head), rows=rows),)
        case (Definitions(before), Definitions(after)):
            pairs = (_pair(*both) for both in _pairs(before, after, _pair_likeness))
            return (replace(new, pairs=tuple(pairs)),)
        case (Quote(before), Quote(after)):
            return (replace(new, blocks=compare_blocks(before, after)),)
        case (Aside(_, before), Aside(_, after)):
            return (replace(new, blocks=compare_blocks(before, after)),)
    return _one_side(old, new)


def _item(old: Blocks | None, new: Blocks | None) -> Blocks:
    return compare_blocks(old or (), new or ())


def _row(old: Row | None, new: Row | None) -> Row:
    if old is None or new is None:
        return tuple(deleted(cell) for cell in old or ()) + tuple(inserted(cell) for cell in new or ())
    return tuple(compare_inlines(*cells) for cells in zip(old, new, strict=True))


def _pair(old: Pair | None, new: Pair | None) -> Pair:
    before, after = old or ((), ()), new or ((), ())
    return compare_inlines(before[0], after[0]), compare_blocks(before[1], after[1])


def _dressed(block: Block, mark: Callable[[Inlines], Inlines]) -> Blocks:  # noqa: PLR0911  one case per kind of block
    match block:
        case Paragraph(inlines):
            return (replace(block, inlines=mark(inlines)),)
        case Heading(_, inlines, anchor):
            kept = anchor if mark is inserted else ""  # the newer text may have given it to another heading
            return (replace(block, inlines=mark(inlines), anchor=kept),)
        case ListBlock(_, items):
            return (replace(block, items=tuple(_all_dressed(item, mark) for item in items)),)
        case Table(head, rows):
            rows = tuple(tuple(map(mark, row)) for row in rows)
            return (replace(block, head=tuple(map(mark, head)), rows=rows),)
        case Quote(blocks) | Aside(_, blocks):
            return (replace(block, blocks=_all_dressed(blocks, mark)),)
        case Definitions(pairs):
            marked = ((mark(term), _all_dressed(meaning, mark)) for term, meaning in pairs)
            return (replace(block, pairs=tuple(marked)),)
        case CodeBlock(text, lang):
            lines = [part for line in text.split("\n") for part in (Break(), Code(line))][1:]
            return (Paragraph(mark(tuple(lines)), lang),)
        case Rule():
            return (block,) if mark is inserted else ()


def _all_dressed(blocks: Blocks, mark: Callable[[Inlines], Inlines]) -> Blocks:
    return tuple(dressed for block in blocks for dressed in _dressed(block, mark))


def _said(block: Block) -> str:  # noqa: PLR0911  one case per kind of block
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            return words(inlines)
        case ListBlock(_, items):
            return " ".join(map(said, items))
        case Table(head, rows):
            return " ".join(words(cell) for row in (head, *rows) for cell in row)
        case Quote(blocks) | Aside(_, blocks):
            return said(blocks)
        case Definitions(pairs):
            return " ".join(f"{words(term)} {said(meaning)}" for term, meaning in pairs)
        case CodeBlock(text):
            return text
    return ""  # a rule says nothing
