"""The table of contents of a text: its headings of the first rank, and the next one below."""

from services.policy_hosting.publication.view import Entry
from services.policy_hosting.texts.sections import cut
from services.policy_hosting.texts.tree import Blocks, headings, words


def contents(blocks: Blocks) -> tuple[Entry, ...]:
    """The entries, in order."""
    parts = cut(blocks)
    return tuple(
        Entry(
            title=words(heading.inlines),
            anchor=heading.anchor,
            under=tuple(
                Entry(words(inner.inlines), inner.anchor) for inner in headings(body) if inner.level == parts.rank + 1
            ),
        )
        for heading, body in parts.sections
    )
