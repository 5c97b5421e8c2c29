"""Records to try things on, and what blocks say, for tests about facts."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.policy_hosting.facts.reading import load
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering import directive
from services.policy_hosting.texts.tree import (
    Aside,
    Block,
    Definitions,
    Emphasis,
    Foreign,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    words,
)

ROWS = Path(__file__).parents[1] / "policy_hosting" / "facts" / "rows"
DOCUMENT = Path(__file__).parents[2] / "docs" / "facts.md"
TENANTS = {
    "000-dfns": ("en", "fr"),
    "001-denaroo": ("fr", "en"),
    "002-business-centers": ("fr", "en"),
    "003-back-office-pro": ("en", "fr"),
    "004-perfony": ("nl", "fr", "en"),
}


def written(name: str) -> str:
    """The YAML of one of the rows' files."""
    return (ROWS / f"{name}.yaml").read_text(encoding="utf-8")


def example() -> str:
    """The YAML that docs/facts.md shows every field with."""
    found = re.search(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


@cache
def loaded(name: str) -> Facts:
    """The record of one of the rows' files."""
    return load(written(name))


def facts(**subjects: Any) -> Facts:
    """A record from plain values."""
    return load(yaml.safe_dump(subjects, allow_unicode=True))


def said(name: str, record: Facts, locale: str = "en", **arguments: str) -> str:
    """What a directive says, a line per block, cells and terms divided by bars."""
    return "\n".join(_lines(directive(name, arguments, record, locale)))


def inlines(blocks: Sequence[Block]) -> Iterator[Inlines]:
    """Every line of inlines in blocks."""
    for block in blocks:
        match block:
            case Paragraph(line):
                yield line
            case ListBlock(_, items):
                for item in items:
                    yield from inlines(item)
            case Table(head, rows, _):
                yield from head
                for row in rows:
                    yield from row
            case Definitions(pairs):
                for term, meaning in pairs:
                    yield term
                    yield from inlines(meaning)
            case Aside(_, inner) | Quote(inner):
                yield from inlines(inner)
            case other:
                raise AssertionError(other)


def foreign(blocks: Sequence[Block]) -> set[str]:
    """The languages marked inside blocks."""
    return {language for line in inlines(blocks) for language in _marked(line)}


def _marked(line: Inlines) -> Iterator[str]:
    for inline in line:
        match inline:
            case Foreign(children, language):
                yield language
                yield from _marked(children)
            case Strong(children) | Emphasis(children) | Link(_, children):
                yield from _marked(children)


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table(_, rows, _):
                yield from (" | ".join(words(cell) for cell in row) for row in rows)
            case Definitions(pairs):
                yield from (f"{words(term)} | {' / '.join(_lines(meaning))}" for term, meaning in pairs)
            case _:
                yield from (words(line) for line in inlines([block]))
