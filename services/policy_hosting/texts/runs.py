"""Two sequences cut into runs that are the same and runs that are not: the longest common subsequence."""

from collections.abc import Hashable, Iterator, Sequence
from typing import TypeVar

from rapidfuzz.distance import LCSseq

T = TypeVar("T", bound=Hashable)
MOST = 20_000
"""Longer sequences are taken as replaced whole: the time grows with the product of the lengths."""


def runs(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[list[T], list[T], bool]]:
    """Pieces of both, in order, and whether they are the same."""
    if max(len(old), len(new)) > MOST:
        yield list(old), list(new), False
        return
    ids: dict[T, int] = {}
    first, second = ([ids.setdefault(each, len(ids)) for each in side] for side in (old, new))
    done = (0, 0)
    for code in LCSseq.opcodes(first, second):
        if code.tag != "equal":
            continue
        start, end, other, other_end = code.src_start, code.src_end, code.dest_start, code.dest_end
        if done != (start, other):
            yield list(old[done[0] : start]), list(new[done[1] : other]), False
        yield list(old[start:end]), list(new[other:other_end]), True
        done = (end, other_end)
    if done != (len(old), len(new)):
        yield list(old[done[0] :]), list(new[done[1] :]), False
