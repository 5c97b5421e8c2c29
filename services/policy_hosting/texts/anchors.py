"""Anchors of headings: unique, and the same in all languages of a version, so that switching keeps the place."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from services.policy_hosting.texts.tree import Block, Document, Heading, headings, words

_LONGEST = 60


def anchored(document: Document) -> Document:
    """Every heading has an anchor: its own `{#id}`, else its words."""
    used = {heading.anchor for heading in headings(document.blocks) if heading.anchor}
    return replace(document, blocks=tuple(_named(block, used) for block in document.blocks))


def align(source: Document, translation: Document) -> Document:
    """A translation with the anchors of the source: those it names itself, else those of the same place.

    Places are counted by level, so that an extra sub-heading does not shift the sections after it.
    """
    named = anchored(source)
    taken = {heading.anchor for heading in headings(translation.blocks) if heading.anchor}
    places = dict(_places(named))
    blocks: list[Block] = list(translation.blocks)
    at = {id(block): place for place, block in _placed(translation)}
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and not block.anchor:
            anchor = places.get(at[id(block)], "")
            if anchor and anchor not in taken:
                taken.add(anchor)
                blocks[index] = replace(block, anchor=anchor)
    return anchored(replace(translation, blocks=tuple(blocks)))


def slug(text: str) -> str:
    """Words as an anchor: letters and digits without their accents, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-") or "section"


def _named(block: Block, used: set[str]) -> Block:
    if not isinstance(block, Heading) or block.anchor:
        return block
    wanted = slug(words(block.inlines))
    anchor, count = wanted, 2
    while anchor in used:
        anchor, count = f"{wanted}-{count}", count + 1
    used.add(anchor)
    return replace(block, anchor=anchor)


Place = tuple[int, ...]


def _places(document: Document) -> Iterator[tuple[Place, str]]:
    for place, heading in _placed(document):
        yield place, heading.anchor


def _placed(document: Document) -> Iterator[tuple[Place, Heading]]:
    """Each heading with its number at every level: the second section's first part is (2, 1)."""
    counts: list[int] = []
    for heading in headings(document.blocks):
        counts = [*counts[: heading.level], *([0] * (heading.level - len(counts)))]
        counts[heading.level - 1] += 1
        yield tuple(counts), heading
