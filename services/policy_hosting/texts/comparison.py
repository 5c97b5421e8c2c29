"""Two texts compared: sections matched by anchor, then by likeness; blocks within them; words within those."""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from services.policy_hosting.texts.block_comparison import compare_blocks, delete_all, insert_all
from services.policy_hosting.texts.section_matching import Section, match, moved, sections
from services.policy_hosting.texts.sections import cut
from services.policy_hosting.texts.tree import Blocks, Document, Inlines
from services.policy_hosting.texts.word_comparison import compare_inlines


class Change(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section; `blocks` hold Inserted and Deleted. The lead before the first heading has no anchor and no title."""

    anchor: str
    title: Inlines
    change: Change
    blocks: Blocks
    moved: bool = False  # it stands elsewhere among the others than it did


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sections in the order of the newer text; a removed one stands where it stood."""

    sections: tuple[ComparedSection, ...]
    shift: int = 0

    @property
    def changed(self) -> bool:
        return any(section.moved or section.change is not Change.UNCHANGED for section in self.sections)


def compare(old: Document, new: Document) -> Comparison:
    """What became of the older text; both have their anchors. Its time is bounded, whatever the texts say."""
    older, newer = sections(old), sections(new)
    known = match(older, newer)
    elsewhere, kept = moved(known), set(known.values())
    gone = deque(at for at in range(len(older)) if at not in kept)
    compared: list[ComparedSection] = []
    for at, section in enumerate(newer):
        was = known.get(at)
        while gone and was is not None and at not in elsewhere and gone[0] < was:
            compared.append(_removed(older[gone.popleft()]))
        compared.append(_added(section) if was is None else _both(older[was], section, moved=at in elsewhere))
    compared += [_removed(older[at]) for at in gone]
    return Comparison(tuple(compared), cut(new.blocks).shift)


def _both(old: Section, new: Section, *, moved: bool) -> ComparedSection:
    if old.title == new.title and old.blocks == new.blocks:
        return ComparedSection(new.anchor, new.title, Change.UNCHANGED, new.blocks, moved)
    title, blocks = compare_inlines(old.title, new.title), compare_blocks(old.blocks, new.blocks)
    return ComparedSection(new.anchor, title, Change.CHANGED, blocks, moved)


def _added(section: Section) -> ComparedSection:
    return ComparedSection(section.anchor, section.title, Change.ADDED, insert_all(section.blocks))


def _removed(section: Section) -> ComparedSection:
    anchor = f"removed-{section.anchor}"  # the newer text may have given it to another section
    return ComparedSection(anchor, section.title, Change.REMOVED, delete_all(section.blocks))
