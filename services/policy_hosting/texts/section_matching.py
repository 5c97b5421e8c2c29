"""Which section of an older text a section of the newer one was: by its anchor, else by what it says."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from services.policy_hosting.texts.block_comparison import said
from services.policy_hosting.texts.runs import MOST
from services.policy_hosting.texts.sections import cut
from services.policy_hosting.texts.tree import Blocks, Document, Heading, Inlines, words

ALIKE = 60.0
"""Two sections are one, renamed, when this much of their words is the same, in per cent."""
COMMON = 20
"""A word in more sections than this tells none of them from the others."""
CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the first rank and what follows it; the lead before the first one has no heading."""

    heading: Heading | None
    blocks: Blocks

    @property
    def anchor(self) -> str:
        return self.heading.anchor if self.heading else ""

    @property
    def title(self) -> Inlines:
        return self.heading.inlines if self.heading else ()

    def words(self) -> str:
        return f"{words(self.title)} {said(self.blocks)}"[:MOST]


def sections(document: Document) -> list[Section]:
    parts = cut(document.blocks)
    lead = [Section(None, parts.lead)] if parts.lead else []
    return [*lead, *(Section(heading, blocks) for heading, blocks in parts.sections)]


def match(older: Sequence[Section], newer: Sequence[Section]) -> dict[int, int]:
    """For each newer section that was there before, the older one's place."""
    places = {section.anchor: at for at, section in enumerate(older)}
    known = {at: places[section.anchor] for at, section in enumerate(newer) if section.anchor in places}
    taken = set(known.values())
    free = {at: section.words() for at, section in enumerate(older) if at not in taken and section.heading}
    left = {at: section.words() for at, section in enumerate(newer) if at not in known and section.heading}
    for likeness, at, was in sorted(_likely(free, left), reverse=True):
        if likeness >= ALIKE and at not in known and was not in taken:
            known[at] = was
            taken.add(was)
    return known


def moved(known: dict[int, int]) -> set[int]:
    """The newer sections that changed their place: all but the longest row that kept its order."""
    lowest: list[int] = []  # the older place that ends the best row of each length, and who holds it
    holders: list[int] = []
    before: dict[int, int | None] = {}
    for at, was in sorted(known.items()):
        length = bisect_left(lowest, was)
        lowest[length : length + 1] = [was]
        holders[length : length + 1] = [at]
        before[at] = holders[length - 1] if length else None
    kept: set[int] = set()
    last = holders[-1] if holders else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return set(known) - kept


def _likely(free: dict[int, str], left: dict[int, str]) -> Iterator[tuple[float, int, int]]:
    """Sections that share rare words, with how alike they are; all with all would take time by their square."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for was, text in free.items():
        for word in _vocabulary(text):
            where[word].append(was)
    for at, text in left.items():
        shared = Counter(was for word in _vocabulary(text) if len(where.get(word, ())) <= COMMON for was in where[word])
        for was, _ in shared.most_common(CANDIDATES):
            yield fuzz.token_sort_ratio(free[was], text, score_cutoff=ALIKE), at, was


def _vocabulary(text: str) -> list[str]:
    return sorted(set(re.findall(r"\w+", text.casefold())))
