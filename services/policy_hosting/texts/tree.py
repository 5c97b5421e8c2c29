"""The tree a policy's text becomes: a closed set of inline and block nodes, all frozen and comparable."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

# ── Inside a line ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph, as in a postal address."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark ◦ of a detail that is invented (demonstration centers only)."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than those around them, so that a screen reader changes its voice."""

    children: "Inlines"
    lang: str


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words the newer of two compared texts has and the older had not; made by a comparison only."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words the older of two compared texts had and the newer has not; made by a comparison only."""

    children: "Inlines"


Inline = Text | Strong | Emphasis | Link | Code | Break | Mark | Foreign | Inserted | Deleted
Inlines = tuple[Inline, ...]

# ── Blocks; `lang` is set where a block is in another language than its document ────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    inlines: Inlines
    anchor: str = ""
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: Inlines
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    ordered: bool
    items: "tuple[Blocks, ...]"
    start: int = 1
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head; `label` says what the table is about, for those who cannot see it."""

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    label: str = ""
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: "Blocks"
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and what they mean."""

    pairs: "tuple[tuple[Inlines, Blocks], ...]"
    lang: str | None = None


class AsideKind(StrEnum):
    """What an aside is for; the stylesheet knows these and no others."""

    NOTE = "note"
    OBJECTION = "objection"  # the right to object stands apart: GDPR Art. 21(4)
    MISSING = "missing"  # "this is not stated", or not yet translated


@dataclass(frozen=True, slots=True)
class Aside:
    kind: AsideKind
    blocks: "Blocks"
    lang: str | None = None


Block = Heading | Paragraph | ListBlock | Table | Quote | Rule | CodeBlock | Definitions | Aside
Blocks = tuple[Block, ...]

Directives = Callable[[str, dict[str, str]], Sequence[Block]]
"""Turns a directive's name and arguments into blocks; raises errors.Missing for a name it does not know."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text: its title (its first level-one heading, taken out of the blocks) and what follows."""

    blocks: Blocks
    title: str = ""


def words(inlines: Inlines) -> str:
    """What inlines say, without their dress."""
    return "".join(_said(inline) for inline in inlines)


def headings(blocks: Sequence[Block]) -> Iterator[Heading]:
    """The document's own headings, in order; those inside quotes and asides are not entries of its index."""
    return (block for block in blocks if isinstance(block, Heading))


def text(value: str) -> Inlines:
    """Plain words as inlines."""
    return (Text(value),) if value else ()


def _said(inline: Inline) -> str:
    match inline:
        case Text(said) | Code(said):
            return said
        case Strong(children) | Emphasis(children) | Inserted(children) | Deleted(children):
            return words(children)
        case Link(_, children) | Foreign(children, _):
            return words(children)
        case Break():
            return "\n"
        case Mark():
            return "◦"
