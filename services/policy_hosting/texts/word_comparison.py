"""Two lines compared word by word, dress included: a word that became bold is a change too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from services.policy_hosting.texts.runs import MOST, runs
from services.policy_hosting.texts.tree import (
    Break,
    Code,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    Link,
    Mark,
    Strong,
    Text,
)

SCATTERED = 3
"""Fewer letters than this, the same between two changes, are no common ground: the change reads better whole."""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
Layer = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, a space, a mark or a break, and what it is dressed in, outermost first."""

    text: str
    layers: tuple[Layer, ...]
    leaf: Inline | None = None


def compare_inlines(old: Inlines, new: Inlines) -> Inlines:
    """The newer line, with what was taken away and what was added."""
    if old == new:
        return new
    before, after = list(_words(old, ())), list(_words(new, ()))
    if max(len(before), len(after)) > MOST:
        return (*deleted(old), *inserted(new))
    said: list[Inline] = []
    for gone, come, same in _joined(before, after):
        if same:
            said += _rebuilt(come)
        else:
            said += deleted(tuple(_rebuilt(gone))) + inserted(tuple(_rebuilt(come)))
    return tuple(said)


def inserted(inlines: Inlines) -> Inlines:
    return (Inserted(inlines),) if inlines else ()


def deleted(inlines: Inlines) -> Inlines:
    return (Deleted(inlines),) if inlines else ()


Run = tuple[list[_Word], list[_Word], bool]


def _joined(before: list[_Word], after: list[_Word]) -> list[Run]:
    """Runs of same and other words; a scrap that is the same between two changes joins them."""
    pieces = list(runs(before, after))
    joined: list[Run] = []
    for at, (gone, come, same) in enumerate(pieces):
        inside = 0 < at < len(pieces) - 1
        scrap = same and inside and sum(len(word.text.strip()) for word in come) < SCATTERED
        if joined and not joined[-1][2] and (scrap or not same):
            joined[-1] = (joined[-1][0] + gone, joined[-1][1] + come, False)
        else:
            joined.append((gone, come, same))
    return joined


def _words(inlines: Inlines, layers: tuple[Layer, ...]) -> Iterator[_Word]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield from (_Word(word, layers) for word in _WORDS.findall(text))
            case Code(text):
                yield _Word(text, layers, inline)
            case Break() | Mark():
                yield _Word("", layers, inline)
            case Strong(children):
                yield from _words(children, (*layers, ("strong", "")))
            case Emphasis(children):
                yield from _words(children, (*layers, ("emphasis", "")))
            case Link(href, children):
                yield from _words(children, (*layers, ("link", href)))
            case Foreign(children, lang):
                yield from _words(children, (*layers, ("foreign", lang)))
            case Inserted(children) | Deleted(children):
                yield from _words(children, layers)


def _rebuilt(run: list[_Word], depth: int = 0) -> list[Inline]:
    """Words as inlines again, each layer put round the words that share it."""
    said: list[Inline] = []
    for layer, group in groupby(run, key=lambda word: word.layers[depth] if len(word.layers) > depth else None):
        if layer is None:
            said += _plain(list(group))
        else:
            said.append(_layer(layer, tuple(_rebuilt(list(group), depth + 1))))
    return said


def _plain(run: list[_Word]) -> Iterator[Inline]:
    for is_text, group in groupby(run, key=lambda word: word.leaf is None):
        if is_text:
            yield Text("".join(word.text for word in group))
        else:
            yield from (word.leaf for word in group if word.leaf is not None)


def _layer(layer: Layer, children: Inlines) -> Inline:
    kind, value = layer
    match kind:
        case "strong":
            return Strong(children)
        case "emphasis":
            return Emphasis(children)
        case "link":
            return Link(value, children)
        case _:
            return Foreign(children, value)
