"""Brings a tree to the one form its Markdown can say, so that writing and reading it again changes nothing."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from services.policy_hosting.texts import links
from services.policy_hosting.texts.tree import (
    Aside,
    Block,
    Blocks,
    Break,
    Code,
    CodeBlock,
    Definitions,
    Deleted,
    Document,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Inserted,
    Link,
    ListBlock,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    words,
)

NOTHING = (Text("–"),)
"""Stands where a table or a list of terms has an empty place that must not close up."""

_UNREADABLE = re.compile(  # one class: alternatives would take ten times as long, and every letter passes here
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef"  # no characters
    "\u202a-\u202e\u2066-\u2069"  # what turns the reading direction
    "\ud800-\udfff\ufffe-\U0010ffff]"
)
_SPACES = re.compile(r"[ \t\r\n\u2028\u2029]+")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ANCHOR = re.compile(r"[^\W_](?:[^\W_]|-)*")
"""Never with an underscore: those are the page's own."""


def document(text: Document) -> Document:
    """A document's normal form; a level-one heading that opens it becomes its title."""
    body, title = blocks(text.blocks), _line(text.title)
    if not title and body and isinstance(body[0], Heading) and body[0].level == 1 and body[0].lang is None:
        title, body = _line(words(body[0].inlines)), body[1:]
    return Document(body, title)


def readable(text: str) -> str:
    """Text without control characters and what no encoding can carry; its lines end in one way."""
    return _UNREADABLE.sub(_kept, text.replace("\r\n", "\n").replace("\r", "\n"))


def blocks(many: Iterable[Block]) -> Blocks:
    kept = [block for one in many if (block := _block(one)) is not None]
    return tuple(_join_definitions(kept))


def inlines(many: Iterable[Inline], *, breaks: bool = True) -> Inlines:
    """Inlines as one line or, with `breaks`, several; never with blanks at an edge."""
    cleaned = _tidy(_flat(many, frozenset()))
    if not breaks:
        cleaned = _tidy([Text(" ") if isinstance(inline, Break) else inline for inline in cleaned])
    return tuple(_trimmed(cleaned))


# ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _block(block: Block) -> Block | None:  # noqa: PLR0911  one case per kind of block
    match block:
        case Heading():
            said = inlines(_without_breaks(block.inlines))
            anchor = block.anchor if _ANCHOR.fullmatch(block.anchor) else ""
            level = min(max(block.level, 1), 6)
            return replace(block, inlines=said, anchor=anchor, level=level) if words(said).strip() else None
        case Paragraph():
            said = inlines(block.inlines)
            return replace(block, inlines=said) if said else None
        case ListBlock():
            items = tuple(item for one in block.items if (item := _inner(one)))
            start = min(max(block.start, 0), 999_000_000) if block.ordered else 1
            return replace(block, items=items, start=start) if items else None
        case Table():
            return _table(block)
        case Quote() | Aside():
            inner = _inner(block.blocks)
            return replace(block, blocks=inner) if inner else None
        case CodeBlock():
            text = "\n".join(line.rstrip() for line in readable(block.text).expandtabs(4).split("\n")).strip("\n")
            return replace(block, text=text) if text else None
        case Definitions():
            pairs = tuple(
                (inlines(_without_breaks(term)) or NOTHING, _inner(meaning) or (Paragraph(NOTHING),))
                for term, meaning in block.pairs
                if term or meaning
            )
            return replace(block, pairs=pairs) if pairs else None
        case Rule():
            return block


def _inner(many: Iterable[Block]) -> Blocks:
    """Blocks within blocks: their headings are no places of the document and have no anchors."""
    return tuple(replace(block, anchor="") if isinstance(block, Heading) else block for block in blocks(many))


def _table(table: Table) -> Table | None:
    width = max([len(table.head), *(len(row) for row in table.rows)], default=0)
    if width == 0:
        return None
    head, *rows = (
        tuple(inlines(cell) for cell in (*row, *([()] * (width - len(row))))) for row in (table.head, *table.rows)
    )
    return replace(table, head=head, rows=tuple(rows), label=_line(table.label))


def _join_definitions(many: Sequence[Block]) -> Iterable[Block]:
    """Two lists of terms in a row are one list: Markdown cannot tell them apart."""
    for (is_definitions, lang), group in groupby(many, lambda block: (isinstance(block, Definitions), block.lang)):
        if is_definitions:
            yield Definitions(
                tuple(pair for block in group if isinstance(block, Definitions) for pair in block.pairs), lang
            )
        else:
            yield from group


# ── Inside a line ────────────────────────────────────────────────────────────────────────────────────────────────────


def _flat(many: Iterable[Inline], inside: frozenset[type]) -> list[Inline]:
    """Clean each inline; a strong word inside a strong sentence is only strong once."""
    flat: list[Inline] = []
    for inline in many:
        match inline:
            case Text(said):
                flat += _with_marks(_SPACES.sub(" ", readable(said)))
            case Code(said):
                said = _SPACES.sub(" ", readable(said)).strip()
                flat += [Code(said)] if said else []
            case Strong(children) | Emphasis(children) | Inserted(children) | Deleted(children):
                flat += _wrapped(inline, children, inside)
            case Link(href, (Foreign(children, lang),)):
                flat += _flat([Foreign((Link(href, children),), lang)], inside)
            case Link(href, children):
                flat += _linked(href, children, inside)
            case Foreign(children, lang):
                inner = _tidy(_flat(children, inside))
                named = LANGUAGE.fullmatch(lang) and Link not in inside  # a link's name holds no brackets of its own
                flat += _outside(inner, partial(Foreign, lang=lang)) if named else inner
            case Break() | Mark():
                flat.append(inline)
    return flat


def _wrapped(
    inline: Strong | Emphasis | Inserted | Deleted, children: Inlines, inside: frozenset[type]
) -> list[Inline]:
    kind = type(inline)
    if kind in inside:
        return _flat(children, inside)
    return _outside(_tidy(_flat(children, inside | {kind})), kind)


def _linked(href: str, children: Inlines, inside: frozenset[type]) -> list[Inline]:
    address = links.normal(href)
    if Link in inside or not links.allowed(address):
        return _flat(children, inside)
    named = _tidy(_flat(_without_breaks(children), inside | {Link}))
    if not words(tuple(named)).strip():
        named = [Text(address)]
    return _outside(named, lambda inner: Link(address, inner))


def _outside(many: Sequence[Inline], wrap: Callable[[Inlines], Inline]) -> list[Inline]:
    """Wrap inlines, leaving blanks at their edges outside the wrapping: “** a**” is not strong in Markdown."""
    core = tuple(_trimmed(many))
    if not core:
        return [_blank(inline) for inline in many]
    before = [_blank(many[0])] if _is_blank_start(many[0]) else []
    after = [_blank(many[-1])] if _is_blank_end(many[-1]) else []
    return [*before, wrap(core), *after]


def _blank(inline: Inline) -> Inline:
    return inline if isinstance(inline, Break) else Text(" ")


def _tidy(many: Iterable[Inline]) -> list[Inline]:  # noqa: C901, PLR0912  one case per pair of neighbours
    """Join neighbours of one kind and drop blanks round line breaks."""
    tidy: list[Inline] = []
    for inline in many:
        last = tidy[-1] if tidy else None
        match last, inline:
            case Text(first), Text(second):
                tidy[-1] = Text(_SPACES.sub(" ", first + second))
            case Strong(first), Strong(second):
                tidy[-1] = Strong(tuple(_tidy([*first, *second])))
            case Emphasis(first), Emphasis(second):
                tidy[-1] = Emphasis(tuple(_tidy([*first, *second])))
            case Foreign(first, one), Foreign(second, other) if one == other:
                tidy[-1] = Foreign(tuple(_tidy([*first, *second])), one)
            case Code(first), Code(second):
                tidy[-1] = Code(first + second)
            case Break(), Break():
                continue
            case Text(first), Break():
                stripped = first.rstrip()
                tidy[-1:] = [Text(stripped), inline] if stripped else []
                if not stripped and not (tidy and isinstance(tidy[-1], Break)):
                    tidy.append(inline)
            case Break(), Text(second):
                if second.strip():
                    tidy.append(Text(second.lstrip()))
            case _:
                if inline != Text(""):
                    tidy.append(inline)
    return tidy


def _trimmed(many: Sequence[Inline]) -> list[Inline]:
    trimmed = list(many)
    while trimmed and _is_blank_start(trimmed[0]):
        first = trimmed.pop(0)
        if isinstance(first, Text) and (rest := first.text.lstrip()):
            trimmed.insert(0, Text(rest))
    while trimmed and _is_blank_end(trimmed[-1]):
        last = trimmed.pop()
        if isinstance(last, Text) and (rest := last.text.rstrip()):
            trimmed.append(Text(rest))
    return trimmed


def _is_blank_start(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Text) and inline.text[:1].isspace())


def _is_blank_end(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Text) and inline.text[-1:].isspace())


def _without_breaks(many: Inlines) -> Inlines:
    """Inlines for a place that is one line."""
    return tuple(_one_line(inline) for inline in many)


def _one_line(inline: Inline) -> Inline:
    match inline:
        case Break():
            return Text(" ")
        case Strong() | Emphasis() | Link() | Foreign() | Inserted() | Deleted():
            return replace(inline, children=_without_breaks(inline.children))
        case _:
            return inline


def _with_marks(said: str) -> list[Inline]:
    first, *rest = said.split("◦")
    parts: list[Inline] = [Text(first)] if first else []
    for part in rest:
        parts += [Mark(), Text(part)] if part else [Mark()]
    return parts


def _line(said: str) -> str:
    return _SPACES.sub(" ", readable(said)).strip()


def _kept(found: re.Match[str]) -> str:
    """Drop control characters; keep the planes beyond the first but for what is no character there."""
    character, plane = found.group(), 0x10000
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    is_character = ord(character) >= plane and ord(character) % plane < plane - 2
    return character if is_character else ""
