"""Plain text as Markdown: headings, lists and tables are found by how lines look; every word stays."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from services.policy_hosting.texts.inline_markdown import inline_markdown, line_markdown
from services.policy_hosting.texts.tree import Inlines, Link, Text


class Look(Enum):
    """What a line looks like."""

    BLANK = auto()
    BULLET = auto()
    NUMBERED = auto()
    TABLE = auto()
    HEADING = auto()
    CAPITALS = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line, cleaned; `text` is without its bullet or number, `mark` is the number."""

    text: str
    look: Look
    mark: str = ""
    indented: bool = False


_BULLET = re.compile(r"(?:[-–—•·*‣▪●○◦]|o(?=\s)|\([a-z]\)|[a-z]\))\s+(?=\S)")
_EMPTY_BULLET = re.compile(r"\s*[-–—•·*‣▪●○]\s*")
_NUMBER = re.compile(r"(?P<mark>\d{1,2}(?:\.\d{1,2})*)(?P<stop>[.)]?)\s+(?:[-–—:]\s+)?(?=\S)")
_RULE = re.compile(r"[|\s:-]*---[|\s:-]*")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t ]+")
_ENDS = re.compile(r"[.,;:!…»]$")
_LONGEST_HEADING = 100
_MOST_WORDS = 14
_ADDRESS_LINE = re.compile(r"^\d|\d{4,}|@|\+\d|https?:")


def plain_to_markdown(text: str) -> str:
    """The text as Markdown; its first heading becomes the title."""
    lines = _looks(_cleaned(text))
    return "\n\n".join(_Writer(lines).blocks()) + "\n"


# ── Cleaning ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _cleaned(text: str) -> list[str]:
    plain = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    plain = plain.replace("\u2010", "-").replace("\u2011", "-")
    lines = [_SPACES.sub(" ", line).rstrip() for line in plain.split("\n")]
    return _joined(lines) if _wrapped(lines) else lines


def _wrapped(lines: list[str]) -> bool:
    """Whether the text was broken at a fixed width, so that a line's end means nothing."""
    filled = [len(line) for line in lines if line.strip()]
    if len(filled) < 20 or "" not in lines:
        return False
    long = sum(55 <= length <= 100 for length in filled)
    return max(filled) <= 100 and long > len(filled) / 2


def _joined(lines: list[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        starts = not line.strip() or _BULLET.match(line.strip()) or _NUMBER.match(line.strip()) or "|" in line
        before = joined[-1] if joined else ""
        if starts or len(before) < 55 or "|" in before:
            joined.append(line)
        else:
            joined[-1] = f"{before.rstrip()} {line.strip()}"
    return joined


# ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _looks(raw: list[str]) -> list[Line]:
    lines = [_first_look(line) for line in raw if not _EMPTY_BULLET.fullmatch(line)]
    return [_second_look(lines, at) for at in range(len(lines))]


def _first_look(raw: str) -> Line:
    text = raw.strip()
    if not text:
        return Line("", Look.BLANK)
    if text.count("|") >= 2 or _RULE.fullmatch(text):  # noqa: PLR2004  one bar may be a sentence's own
        return Line(text, Look.TABLE)
    if bullet := _BULLET.match(text):
        return Line(text[bullet.end() :], Look.BULLET)
    if number := _NUMBER.match(text):
        return Line(text[number.end() :], Look.NUMBERED, number["mark"])
    return Line(text, Look.PLAIN, indented=raw[:1] == " ")


def _second_look(lines: list[Line], at: int) -> Line:
    """Whether a line is a heading shows only beside its neighbours."""
    line = lines[at]
    if line.look is Look.NUMBERED:
        return _numbered(lines, at)
    if line.look is not Look.PLAIN or not _short(line.text):
        return line
    if line.text.isupper() and sum(letter.isalpha() for letter in line.text) > 3:  # noqa: PLR2004  "SAS" is a word
        alone = _is_blank(lines, at - 1) or _is_blank(lines, at + 1)
        return Line(line.text, Look.CAPITALS) if alone and not _in_address(lines, at) else line
    if _ENDS.search(line.text) or line.indented or not _begins(line.text) or _in_address(lines, at):
        return line
    return Line(line.text, Look.HEADING) if _leads(lines, at) else line


def _numbered(lines: list[Line], at: int) -> Line:
    """A number before a short line makes a heading, unless numbered lines follow each other like a list."""
    line = lines[at]
    if not _short(line.text) or not _begins(line.text) or _ENDS.search(line.text):
        return line if _in_numbered_list(lines, at) else Line(f"{line.mark}. {line.text}", Look.PLAIN)
    if "." not in line.mark and _in_numbered_list(lines, at):
        return line
    if _ADDRESS_LINE.search(line.text) or (int(line.mark.split(".")[0]) > 50 and "." not in line.mark):
        return Line(f"{line.mark} {line.text}", Look.PLAIN)
    return Line(line.text, Look.HEADING, line.mark)


def _in_numbered_list(lines: list[Line], at: int) -> bool:
    return any(
        0 <= near < len(lines) and lines[near].look is Look.NUMBERED and "." not in lines[near].mark
        and abs(int(lines[near].mark) - int(lines[at].mark.split(".")[0])) == 1
        for near in (at - 1, at + 1)
    )


def _leads(lines: list[Line], at: int) -> bool:
    """A heading leads something longer or a list, and does not stand amid lines as short as itself."""
    after = next((line for line in lines[at + 1 :] if line.look is not Look.BLANK), None)
    if after is None:
        return False
    before = next((line for line in reversed(lines[:at]) if line.look is not Look.BLANK), None)
    if before is not None and not _is_blank(lines, at - 1):
        closed = before.look in (Look.BULLET, Look.TABLE, Look.NUMBERED) or _ENDS.search(before.text)
        if not closed and len(before.text) < _LONGEST_HEADING and before.look is Look.PLAIN and at > 1:
            return False
    if after.look in (Look.BULLET, Look.TABLE, Look.NUMBERED):
        return True
    follows = len(after.text) > len(lines[at].text) * 1.3 or bool(_ENDS.search(after.text))
    return follows or _short(after.text) and _begins(after.text) and _is_blank(lines, at + 1)


def _short(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and len(text.split()) <= _MOST_WORDS


def _begins(text: str) -> bool:
    first = next((sign for sign in text if sign.isalnum()), "")
    return (first.isupper() or first.isdigit()) and not _ADDRESS.search(text) and any(map(str.isalpha, text))


def _in_address(lines: list[Line], at: int) -> bool:
    """Lines of a postal address are short and unpunctuated too: a number stands in one of their neighbours."""
    near = [lines[index].text for index in (at - 1, at, at + 1) if 0 <= index < len(lines)]
    return any(_ADDRESS_LINE.search(text) and _short(text) for text in near)


def _is_blank(lines: list[Line], at: int) -> bool:
    return not 0 <= at < len(lines) or lines[at].look is Look.BLANK


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Writer:
    """Lines with their looks as Markdown blocks."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = [line for line in lines if line.look is not Look.BLANK]
        self.titled = False
        self.numbered = any(line.look is Look.HEADING and line.mark for line in lines)

    def blocks(self) -> Iterator[str]:
        at = 0
        while at < len(self.lines):
            end = self._run(at)
            yield from self._block(self.lines[at:end])
            at = end

    def _run(self, at: int) -> int:
        """Items of one list and rows of one table are one block."""
        look, end = self.lines[at].look, at + 1
        if look in (Look.BULLET, Look.NUMBERED, Look.TABLE):
            while end < len(self.lines) and (
                self.lines[end].look is look or (look is Look.BULLET and self.lines[end].indented)
            ):
                end += 1
        return end

    def _block(self, run: list[Line]) -> Iterator[str]:
        match run[0].look:
            case Look.HEADING | Look.CAPITALS:
                yield self._heading(run[0])
            case Look.BULLET:
                yield "\n".join(self._items(run))
            case Look.NUMBERED:
                yield "\n".join(f"{line.mark}. {_escaped(line.text)}" for line in run)
            case Look.TABLE:
                yield from _table(run)
            case _:
                if not self.titled and _short(run[0].text) and not _ENDS.search(run[0].text):
                    yield self._heading(run[0])
                else:
                    yield _escaped(run[0].text)

    def _heading(self, line: Line) -> str:
        number = f"{line.mark}. " if line.mark and "." not in line.mark else f"{line.mark} " if line.mark else ""
        words = _escaped(f"{number}{line.text}", links=False, one_line=True)
        if not self.titled:
            self.titled = True
            if not line.mark:
                return f"# {words}"
        return f"{'#' * self._rank(line)} {words}"

    def _rank(self, line: Line) -> int:
        if line.mark:
            return min(2 + line.mark.count("."), 6)
        return 3 if self.numbered else 2

    def _items(self, run: list[Line]) -> Iterator[str]:
        for line in run:
            yield f"  {_escaped(line.text)}" if line.look is not Look.BULLET else f"- {_escaped(line.text)}"


def _table(run: list[Line]) -> Iterator[str]:
    rows = [_cells(line.text) for line in run if not _RULE.fullmatch(line.text)]
    if not rows:
        return
    width = max(len(row) for row in rows)
    while width > 1 and all(len(row) < width or not row[width - 1] for row in rows):
        width -= 1  # every row ends with a bar
    padded = [[*row, *[""] * width][:width] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in padded]
    yield "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _cells(text: str) -> list[str]:
    return [_escaped(cell.strip(), one_line=True) for cell in text.removeprefix("|").split("|")]


def _escaped(text: str, *, links: bool = True, one_line: bool = False) -> str:
    """The words as Markdown that says just them; addresses become links where `links` says so."""
    inlines: list[Text | Link] = []
    at = 0
    for found in _ADDRESS.finditer(text) if links else ():
        inlines.append(Text(text[at : found.start()]))
        address = found.group()
        inlines.append(Link(address if "://" in address else f"mailto:{address}", (Text(address),)))
        at = found.end()
    inlines.append(Text(text[at:]))
    said: Inlines = tuple(each for each in inlines if each != Text(""))
    return line_markdown(said) if one_line else inline_markdown(said)
