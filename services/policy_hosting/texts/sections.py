"""A text cut at its headings of the first rank."""

from dataclasses import dataclass

from services.policy_hosting.texts.tree import Blocks, Heading, headings


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands before the first heading, then each heading with what follows it."""

    lead: Blocks
    sections: tuple[tuple[Heading, Blocks], ...]
    rank: int = 0

    @property
    def shift(self) -> int:
        """By how much headings move so that a section's own is of rank two on a page."""
        return 2 - self.rank if self.rank else 0


def cut(blocks: Blocks) -> Cut:
    """Cut at the highest rank of heading that the text uses."""
    rank = min((heading.level for heading in headings(blocks)), default=0)
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == rank]
    ends = [*starts[1:], len(blocks)] if starts else []
    return Cut(
        lead=tuple(blocks[: starts[0]] if starts else blocks),
        sections=tuple(
            (heading, tuple(blocks[start + 1 : end]))
            for start, end in zip(starts, ends, strict=True)
            if isinstance(heading := blocks[start], Heading)
        ),
        rank=rank,
    )
