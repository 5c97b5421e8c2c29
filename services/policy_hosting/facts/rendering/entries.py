"""What every entry may carry when it is said: the mark of an invented detail, and a note."""

from collections.abc import Sequence

from services.policy_hosting.facts.entry import Entry
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, stopped
from services.policy_hosting.facts.said import value
from services.policy_hosting.texts.tree import Break, Inline, Inlines, ListBlock, Mark, Paragraph, Strong


def headed(entry: Entry, label: Inlines) -> Inlines:
    """The entry's name in bold, with ◦ where the entry is invented."""
    return (Strong(label), *mark(entry))


def mark(entry: Entry) -> Inlines:
    return (Mark(),) if entry.invented else ()


def note(s: Speaker, entry: Entry) -> Inlines:
    """The entry's own sentence."""
    said = value(entry.note)
    return stopped(s.words(said)) if said else ()


def sentences(*parts: Inlines) -> Inlines:
    """Sentences one after another, each with its capital and its full stop."""
    return joined([stopped(part) for part in parts if part])


def lines(*parts: Inlines) -> Inlines:
    """Sentences under each other inside one cell."""
    done: list[Inline] = []
    for part in parts:
        if part:
            done += [Break(), *part] if done else part
    return tuple(done)


def bullets(items: Sequence[Inlines]) -> list[ListBlock]:
    """A list with one paragraph an item; nothing when there is nothing."""
    kept = [item for item in items if item]
    return [ListBlock(ordered=False, items=tuple((Paragraph(item),) for item in kept))] if kept else []
