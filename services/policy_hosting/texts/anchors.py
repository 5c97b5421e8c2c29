"""Anchors of headings: unique, and the same in all languages of a version, so that switching keeps the place."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from services.policy_hosting.texts.tree import Block, Document, Heading, headings, words

_LONGEST = 60
_NUMBER = re.compile(r"(?:(?:\d+(?:\.\d+)*[.)]?|[ivxIVX]{1,5}[.)]|[a-zA-Z][.)])\s+)(?:[–—:-]\s+)?(?=\S)")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


def anchored(document: Document) -> Document:
    """Every heading has an anchor: its own `{#id}`, else its words."""
    names = _Names(heading.anchor for heading in headings(document.blocks) if heading.anchor)
    return replace(document, blocks=tuple(_named(block, names) for block in document.blocks))


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
    """Words as an anchor: letters and digits without their accents, joined by hyphens.

    A number in front is left out: what is renumbered keeps its address.
    """
    bare = _NUMBER.sub("", text.strip()) or text
    folded = unicodedata.normalize("NFKD", bare.lower().translate(_LETTERS))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    name = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain)).strip("-")
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rpartition("-")[0] or name[:_LONGEST]
    return name or "section"


class _Names:
    """The anchors of one text; a name that is taken gets a number behind it."""

    def __init__(self, explicit: Iterable[str]) -> None:
        self.explicit = set(explicit)
        self.used: set[str] = set()
        self.counts: Counter[str] = Counter()

    def own(self, anchor: str) -> str:
        """An anchor its author gave; the second bearer of one is named like any other."""
        return self.of(anchor) if anchor in self.used else self._taken(anchor)

    def of(self, wanted: str) -> str:
        anchor = wanted
        while anchor in self.used or anchor in self.explicit:
            self.counts[wanted] += 1
            anchor = f"{wanted}-{self.counts[wanted] + 1}"
        return self._taken(anchor)

    def _taken(self, anchor: str) -> str:
        self.used.add(anchor)
        return anchor


def _named(block: Block, names: _Names) -> Block:
    if not isinstance(block, Heading):
        return block
    return replace(block, anchor=names.own(block.anchor) if block.anchor else names.of(slug(words(block.inlines))))


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
