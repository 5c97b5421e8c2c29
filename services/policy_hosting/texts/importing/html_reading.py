"""Reads clean HTML into blocks: headings, paragraphs, lists (Word's too), tables, quotes, and links."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from services.policy_hosting.texts import links
from services.policy_hosting.texts.importing.cleaning import meant_blanks
from services.policy_hosting.texts.tree import (
    Block,
    Break,
    CodeBlock,
    Definitions,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
)

_DEEPEST = 10
_INLINE = {"a", "b", "cite", "code", "em", "i", "span", "strong"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-list\s*:\s*ignore", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d+)", re.IGNORECASE)
_WORD_LIST_CLASS = re.compile(r"\bMsoListParagraph", re.IGNORECASE)
_WORD_TITLE = re.compile(r"\bMsoTitle\b")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_SLANTED = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[·•◦▪§\uf0b7\uf0a7o*–-]|\(?(?:\d{1,3}|[a-z])[.)])[\s\u00a0]+")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_ODD = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufffc]")


@dataclass
class _Frame:
    """An element that is open: what it holds so far, and what becomes of it when it closes."""

    tag: str
    close: Callable[["_Frame"], None]
    inlines: list[Inline] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    items: list[tuple[Block, ...]] = field(default_factory=list)
    rows: list[list[Inlines]] = field(default_factory=list)
    style: str = ""
    href: str = ""
    start: int = 1


class HtmlReading(HTMLParser):
    """One pass; the stack of open frames is the place in the tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [_Frame("root", lambda _frame: None)]
        self.hidden = 0
        self.open: list[tuple[str, bool, bool]] = []  # every tag, whether it hides, whether it has a frame

    # ── Events of the parser ─────────────────────────────────────────────────────────────────────────────────────────

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("br", "hr"):
            self._single(tag)
            return
        hides = bool(_HIDDEN.search(given.get("style", ""))) or "hidden" in given or given.get("aria-hidden") == "true"
        framed = not hides and not self.hidden and self._begin(tag, given)
        self.hidden += hides
        self.open.append((tag, hides, framed))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            return
        _, hides, framed = self.open.pop()
        self.hidden -= hides
        if framed:
            frame = self.stack.pop()
            frame.close(frame)

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        inside_code = any(frame.tag == "pre" for frame in self.stack)
        said = data if inside_code else meant_blanks(_BLANKS.sub(" ", _ODD.sub("", data)))
        top = self.stack[-1]
        if said and not (top.tag in ("ul", "ol", "dl", "table", "tr") and not said.strip()):
            top.inlines.append(Text(said))

    def blocks(self) -> list[Block]:
        """What was read."""
        root = self.stack[0]
        self._flush(root)
        return _word_lists(root.blocks)

    # ── Elements ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _single(self, tag: str) -> None:
        if self.hidden:
            return
        if tag == "br":
            self.stack[-1].inlines.append(Break())
        else:
            self._flush(self.stack[-1])
            self.stack[-1].blocks.append(Rule())

    def _begin(self, tag: str, given: dict[str, str]) -> bool:
        """Open a frame for what means something; False for what only groups words."""
        style = given.get("style", "")
        if len(self.stack) > _DEEPEST * 3:
            return False
        if tag in _INLINE:
            self._push(_Frame(tag, self._inline_closed, style=style, href=given.get("href", "")))
            return True
        below = self.stack[-1]
        if tag not in ("td", "th", "tr", "thead", "tbody", "tfoot", "li", "dt", "dd"):
            self._flush(below)
        name = given.get("class", "")
        kind = "h1" if tag == "p" and _WORD_TITLE.search(name) else tag
        start = given.get("start", "1")
        frame = _Frame(kind, self._block_closed, style=f"{style} {name}", start=int(start) if start.isdigit() else 1)
        self._push(frame)
        return True

    def _push(self, frame: _Frame) -> None:
        self.stack.append(frame)

    def _inline_closed(self, frame: _Frame) -> None:
        below = self.stack[-1]
        if frame.blocks:  # blocks inside an inline element: the element means nothing then
            self._flush(frame)
            self._flush(below)
            below.blocks += frame.blocks
            return
        inner = tuple(frame.inlines)
        below.inlines += _styled(frame, inner)

    def _block_closed(self, frame: _Frame) -> None:  # noqa: C901  one case per kind of element
        below = self.stack[-1]
        match frame.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" as rank:
                outer = [block for block in frame.blocks if not isinstance(block, Paragraph)]
                said = [inline for block in frame.blocks if isinstance(block, Paragraph) for inline in block.inlines]
                below.blocks += [Heading(int(rank[1]), (*said, *frame.inlines)), *outer]
            case "li":
                self._flush(frame)
                below.items.append(tuple(_word_lists(frame.blocks)))
            case "ul" | "ol" as kind:
                self._flush(frame)
                items = [*frame.items, *((block,) for block in frame.blocks)]
                below.blocks.append(ListBlock(ordered=kind == "ol", items=tuple(items), start=frame.start))
            case "table":
                below.blocks += _table(frame)
            case "tr":
                below.rows.append([inner for row in frame.rows for inner in row])
            case "thead" | "tbody" | "tfoot":
                below.rows += frame.rows
            case "td" | "th":
                self._flush(frame)
                below.rows.append([_on_one_line(frame.blocks)])
            case "dt":
                self._flush(frame)
                below.blocks.append(Definitions(((_on_one_line(frame.blocks), ()),)))
            case "dd":
                self._flush(frame)
                _define(below.blocks, tuple(frame.blocks))
            case "blockquote":
                self._flush(frame)
                below.blocks.append(Quote(tuple(_word_lists(frame.blocks))))
            case "pre":
                below.blocks.append(CodeBlock(_plain(frame.inlines)))
            case _:
                self._flush(frame)
                below.blocks += frame.blocks

    def _flush(self, frame: _Frame) -> None:
        """Words that stand free become a paragraph, or an item where Word says so."""
        said, frame.inlines = tuple(frame.inlines), []
        if not _plain(said).strip():
            return
        level = _WORD_LIST.search(frame.style) or (_WORD_LIST_CLASS.search(frame.style) and _BULLET.match(_plain(said)))
        if level:
            depth = int(level[1]) if level.re is _WORD_LIST else 1
            frame.blocks.append(_WordItem(_without_bullet(said), depth=depth))
        else:
            frame.blocks.append(Paragraph(said))


class _WordItem(Paragraph):
    """A paragraph that Word shows as an item of a list; never in a finished tree."""

    __slots__ = ("depth",)
    depth: int

    def __init__(self, inlines: Inlines, *, depth: int) -> None:
        super().__init__(inlines)
        object.__setattr__(self, "depth", depth)


def _word_lists(blocks: list[Block]) -> list[Block]:
    """Items side by side as one list; deeper ones inside the item above them."""
    made: list[Block] = []
    run: list[_WordItem] = []
    for block in [*blocks, None]:
        if isinstance(block, _WordItem):
            run.append(block)
            continue
        if run:
            made.append(_nested(run))
            run = []
        if block is not None:
            made.append(block)
    return made


def _nested(run: list[_WordItem]) -> ListBlock:
    top = min(each.depth for each in run)
    items: list[tuple[Block, ...]] = []
    at = 0
    while at < len(run):
        inner = at + 1
        while inner < len(run) and run[inner].depth > top:
            inner += 1
        below = run[at + 1 : inner]
        items.append((Paragraph(run[at].inlines), *((_nested(below),) if below else ())))
        at = inner
    return ListBlock(ordered=False, items=tuple(items))


def _without_bullet(inlines: Inlines) -> Inlines:
    match inlines:
        case (Text(said), *rest):
            return (Text(_BULLET.sub("", said)), *rest)
    return inlines


def _styled(frame: _Frame, inner: Inlines) -> list[Inline]:
    strong = (frame.tag in ("b", "strong") and not _LIGHT.search(frame.style)) or _BOLD.search(frame.style)
    slanted = frame.tag in ("em", "i", "cite") or _SLANTED.search(frame.style)
    if frame.href and links.allowed(frame.href) and not frame.href.startswith("#"):
        inner = (Link(frame.href, inner),)
    if not _plain(inner).strip():
        return list(inner)
    if slanted:
        inner = (Emphasis(inner),)
    return [Strong(inner)] if strong else list(inner)


def _table(frame: _Frame) -> list[Block]:
    """Without empty rows and columns; a table of one column only lays out a page: its cells are paragraphs."""
    width = max((len(row) for row in frame.rows), default=0)
    whole = [row + [()] * (width - len(row)) for row in frame.rows]
    filled = [at for at in range(width) if any(_plain(row[at]).strip() for row in whole)]
    rows = [tuple(row[at] for at in filled) for row in whole if any(_plain(cell).strip() for cell in row)]
    if len(filled) <= 1:
        return [Paragraph(cell) for row in rows for cell in row]
    return [Table(rows[0], tuple(rows[1:]))]


def _on_one_line(blocks: list[Block]) -> Inlines:
    said: list[Inline] = []
    for block in blocks:
        inner = _words_of(block)
        said += [Text(" "), *inner] if said else inner
    return tuple(said)


def _words_of(block: Block) -> list[Inline]:
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            return list(inlines)
        case ListBlock():
            items = [_on_one_line(list(item)) for item in block.items]
            return [piece for at, item in enumerate(items) for piece in ((Text("; "),) if at else ()) + item]
    return []


def _define(blocks: list[Block], meaning: tuple[Block, ...]) -> None:
    match blocks[-1:]:
        case [Definitions(((term, before),))]:
            blocks[-1] = Definitions(((term, (*before, *meaning)),))
        case _:
            blocks += meaning


def _plain(inlines: Inlines | list[Inline]) -> str:
    said = ""
    for inline in inlines:
        match inline:
            case Text(text):
                said += text
            case Break():
                said += "\n"
            case Strong(children) | Emphasis(children) | Link(_, children):
                said += _plain(children)
    return said
