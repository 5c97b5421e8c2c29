"""Writes inlines as Markdown that reads back as exactly these inlines."""

import re
from dataclasses import dataclass

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

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
    words,
)

_SPECIAL = re.compile(r"[\\`*_\[\]{<]|&(?=#?\w+;)")
_AT_START = re.compile(r"[#>=~:|]|[-+](?=\s|-|$)")
_NUMBERED = re.compile(r"\d{1,9}[.)](?=\s|$)")
_IN_ADDRESS = re.compile(r"&(?=#?\w+;)|[<>\\]")
_PLAIN_ADDRESS = re.compile(r"[\w./:@?=%#~+,;$!&'-]+", re.ASCII)
_BARE_ADDRESS = re.compile(r"https?://[A-Za-z0-9./#?=-]+")


def line_markdown(inlines: Inlines) -> str:
    """Inlines for a heading or a cell, where a line break is written `{break}` and no block can begin."""
    return _joined([piece for inline in inlines for piece in _pieces(inline, one_line=True)])


def inline_markdown(inlines: Inlines) -> str:
    """Inlines for a paragraph of their own."""
    written = _joined([piece for inline in inlines for piece in _pieces(inline, one_line=False)])
    return "\n".join(_start_escaped(line) for line in written.split("\n"))


@dataclass(slots=True)
class _Piece:
    """A stretch of output; `opens` and `closes` mark the stars and underscores round strong and emphasised words."""

    text: str
    opens: bool = False
    closes: bool = False


def _pieces(inline: Inline, *, one_line: bool) -> list[_Piece]:  # noqa: PLR0911  one case per kind of inline
    match inline:
        case Text(said):
            return [_Piece(_SPECIAL.sub(r"\\\g<0>", said))]
        case Code(said):
            return [_Piece(_code(said))]
        case Break():
            return [_Piece("{break}" if one_line else "\\\n")]
        case Mark():
            return [_Piece("◦")]
        case Strong(children):
            return _delimited("**", children, one_line=one_line)
        case Emphasis(children):
            return _delimited("_", children, one_line=one_line)
        case Link(href, children):
            return [_Piece(_link(href, children))]
        case Foreign(children, lang):
            inner = [piece for child in children for piece in _pieces(child, one_line=one_line)]
            return [_Piece("["), *inner, _Piece(f"]{{lang={lang}}}")]
        case Inserted(children) | Deleted(children):
            return [piece for child in children for piece in _pieces(child, one_line=one_line)]


def _delimited(mark: str, children: Inlines, *, one_line: bool) -> list[_Piece]:
    inner = [piece for child in children for piece in _pieces(child, one_line=one_line)]
    return [_Piece(mark, opens=True), *inner, _Piece(mark, closes=True)]


def _joined(pieces: list[_Piece]) -> str:
    """Join the pieces; a letter that touches a star or underscore from outside is written as its number.

    CommonMark reads `a**“b”**c` as stars, because it looks at the characters on both sides. A character reference
    begins and ends with punctuation, which always lets the stars count.
    """
    pieces = [piece for piece in pieces if piece.text]
    for at, piece in enumerate(pieces):
        if at and piece.text.startswith("[") and pieces[at - 1].text.endswith("!"):
            pieces[at - 1].text = f"{pieces[at - 1].text[:-1]}\\!"  # else the link would be an image
        if piece.opens and at and not pieces[at - 1].opens:
            before = pieces[at - 1]
            if _is_letter(before.text[-1]):
                before.text = f"{before.text[:-1]}&#{ord(before.text[-1])};"
        if piece.closes and at + 1 < len(pieces) and not pieces[at + 1].closes:
            after = pieces[at + 1]
            if _is_letter(after.text[0]):
                after.text = f"&#{ord(after.text[0])};{after.text[1:]}"
    return "".join(piece.text for piece in pieces)


def _is_letter(character: str) -> bool:
    """Neither blank nor punctuation in CommonMark's eyes."""
    code = ord(character)
    return not (isWhiteSpace(code) or isMdAsciiPunct(code) or isPunctChar(character))


def _code(said: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", said)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if said.startswith("`") or said.endswith("`") else ""
    return f"{fence}{pad}{said}{pad}{fence}"


def _link(href: str, children: Inlines) -> str:
    if words(children) == href and _BARE_ADDRESS.fullmatch(href):
        return f"<{href}>"
    if href == f"mailto:{words(children)}" and re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", words(children), re.ASCII):
        return f"<{words(children)}>"
    address = _IN_ADDRESS.sub(r"\\\g<0>", href)
    return f"[{line_markdown(children)}]({address if _PLAIN_ADDRESS.fullmatch(address) else f'<{address}>'})"


def _start_escaped(line: str) -> str:
    """Escape what would begin a list, a heading or a table at the start of a line."""
    if numbered := _NUMBERED.match(line):
        at = numbered.end() - 1
        return f"{line[:at]}\\{line[at:]}"
    return f"\\{line}" if _AT_START.match(line) else line
