"""Which lines of a plain text are headings, and of what rank; that shows only beside their neighbours."""

from collections.abc import Sequence

from services.policy_hosting.texts.importing.looks import Kind, Line

DENSE = 0.1
"""With fewer blank lines than this share, each line is a paragraph and none stands apart."""
UNLIKELY_NUMBER = 60


def headings(lines: Sequence[Line]) -> dict[int, int]:
    """The rank of each line that is a heading, by its place; the title is not among them."""
    found = [at for at in _found(lines) if at > 0 or not is_titled(lines)]
    numbered = [at for at in found if lines[at].kind is Kind.NUMBERED]
    if numbered:
        return {at: _beside_numbers(lines[at], at, numbered[0]) for at in found}
    capitals = {at for at in found if lines[at].is_capitals}
    if capitals and len(capitals) < len(found):
        return {at: 2 if at in capitals else 3 for at in found}
    main = {at for at in found if _stands_apart(lines, at, found)}
    by_gap = any(lines[at].gap > 1 for at in found[1:]) and len(main) < len(found)
    return {at: 3 if by_gap and at not in main else 2 for at in found}


def is_titled(lines: Sequence[Line]) -> bool:
    """Whether the first line names the text."""
    return bool(lines) and lines[0].is_short and lines[0].text[-1] not in ".,;:" and lines[0].kind is Kind.TEXT


def is_dense(lines: Sequence[Line]) -> bool:
    return sum(line.gap > 0 for line in lines) < len(lines) * DENSE


def _beside_numbers(line: Line, at: int, first: int) -> int:
    """Numbers tell ranks; what has none is a part of the numbered section it stands in."""
    if line.kind is Kind.NUMBERED:
        return min(2 + line.depth, 6)
    return 2 if at < first else 3


def _stands_apart(lines: Sequence[Line], at: int, found: Sequence[int]) -> bool:
    """A main heading: after more room than others, or a question, or right above another heading."""
    above_another = at + 1 in found and lines[at + 1].gap > 0
    return lines[at].gap > 1 or lines[at].text.endswith("?") or at == found[0] or above_another


def _found(lines: Sequence[Line]) -> list[int]:
    """From the last line to the first: whether a line leads depends on whether the next one does."""
    dense = is_dense(lines)
    could = [_could_lead(lines, at, dense=dense) for at in range(len(lines))]
    found: list[int] = []
    for at in reversed(range(len(lines) - 1)):
        if could[at] and (lines[at].kind is Kind.NUMBERED or _leads(lines, could, at, leads_next=at + 1 in found[-1:])):
            found.append(at)
    if lines and could[-1] and lines[-1].kind is Kind.NUMBERED:
        found.insert(0, len(lines) - 1)
    return found[::-1]


def _could_lead(lines: Sequence[Line], at: int, *, dense: bool) -> bool:
    line = lines[at]
    if not line.could_lead:
        return False
    if line.kind is Kind.NUMBERED:
        unlikely = line.number.isdigit() and int(line.number) > UNLIKELY_NUMBER
        return not unlikely and not _in_numbered_list(lines, at)
    apart = dense or at == 0 or line.gap > 0
    under_number = at > 0 and lines[at - 1].kind is Kind.NUMBERED and _could_lead(lines, at - 1, dense=dense)
    return (apart or under_number) and line.indent <= 1


def _in_numbered_list(lines: Sequence[Line], at: int) -> bool:
    """Numbers of one depth on neighbouring lines, with nothing said between them, count items."""
    line = lines[at]
    return any(
        0 <= near < len(lines) and lines[near].kind is Kind.NUMBERED and lines[near].depth == line.depth
        for near in (at - 1, at + 1)
    )


def _leads(lines: Sequence[Line], could: Sequence[bool], at: int, *, leads_next: bool) -> bool:
    """A heading stands above something that is said; of several short lines in a row only the outer ones lead."""
    if _is_between(lines, could, at):
        return False
    after = lines[at + 1]
    if leads_next or _is_between(lines, could, at + 1):
        return True
    dense = is_dense(lines)
    begins_block = at + 2 < len(lines) and lines[at + 2].gap == 0 and not dense
    return after.is_sentence or (after.gap > 0 and begins_block) or (dense and len(after.text) > len(lines[at].text))


def _is_between(lines: Sequence[Line], could: Sequence[bool], at: int) -> bool:
    """A short line under a heading and above another is all that section says."""
    inside = 1 < at < len(lines) - 1
    return inside and could[at] and could[at - 1] and could[at + 1] and not lines[at].is_capitals
