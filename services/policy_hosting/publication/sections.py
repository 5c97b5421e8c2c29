"""A text cut at its headings of the first rank, so that pages can dress each section, and its table of contents."""

from dataclasses import dataclass

from services.policy_hosting.publication.view import Entry
from services.policy_hosting.texts.tree import Blocks, Heading, headings, words


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands before the first heading, then each heading with what follows it."""

    lead: Blocks
    sections: tuple[tuple[Heading, Blocks], ...]
    shift: int = 0  # by how much headings move so that a section's own is of rank two on the page


def cut(blocks: Blocks) -> Cut:
    """Cut at the highest rank of heading that the text uses."""
    rank = _rank(blocks)
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == rank]
    ends = [*starts[1:], len(blocks)]
    return Cut(
        shift=2 - rank if rank else 0,
        lead=tuple(blocks[: starts[0]] if starts else blocks),
        sections=tuple(
            (heading, tuple(blocks[start + 1 : end]))
            for start, end in zip(starts, ends, strict=True)
            if isinstance(heading := blocks[start], Heading)
        ),
    )


def contents(blocks: Blocks) -> tuple[Entry, ...]:
    """The table of contents: the first rank, and the next one below it."""
    rank = _rank(blocks)
    return tuple(
        Entry(
            title=words(heading.inlines),
            anchor=heading.anchor,
            under=tuple(
                Entry(words(inner.inlines), inner.anchor) for inner in headings(body) if inner.level == rank + 1
            ),
        )
        for heading, body in cut(blocks).sections
    )


def _rank(blocks: Blocks) -> int:
    return min((heading.level for heading in headings(blocks)), default=0)
