"""Headings without gaps: one at most a rank below the one before, for those who listen to a page or a sheet."""

from collections.abc import Iterator
from dataclasses import replace

from services.policy_hosting.texts.tree import Block, Blocks, Heading


def without_gaps(blocks: Blocks, *, highest: int, above: int | None = None) -> Iterator[Block]:
    """The blocks; no heading ranks above `highest` nor more than one below the last, which was `above` at first."""
    before = highest if above is None else above
    for block in blocks:
        if isinstance(block, Heading):
            before = max(min(block.level, before + 1), highest)
            yield replace(block, level=before)
        else:
            yield block
