"""What each line of a plain text looks like by itself."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

LONGEST_HEADING, MOST_WORDS = 90, 13
LONG = 100
"""A line longer than this is a sentence, whatever it ends with."""

ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?)\]’']|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII
)

_BULLET = re.compile(r"[-–—•·*‣▪●○◦►✓→](?:\s+|$)")
_LETTER = re.compile(r"\(?[a-z]{1,3}\)\s+")
_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2})*)(?P<stop>[.)]?)\s+(?:[-–—]\s+)?(?=\S)")
_NAMED_NUMBER = re.compile(
    r"(?:§|Art(?:icle|ikel)?\.?|Section|Abschnitt|Titre|Chapitre)\s*(?P<number>\d{1,3})\b", re.IGNORECASE
)
_ROMAN = re.compile(r"(?P<number>[IVX]{1,5})(?:\.|\)| [-–—])\s+(?=\S)")
_RULE = re.compile(r"[|\s:+-]*--[|\s:+-]*")
_KEY = re.compile(r"(?P<key>[^\W\d_][^:.;|?!]{0,40}?)(?:\s?:\s+|\s[–—]\s)(?P<value>\S.*)")
_MOST_KEY_WORDS = 6
_FIGURES = re.compile(r"\d{4,}|\d{2}[ ./-]\d{2}[ ./-]\d{2}|\+\d|^\d+ [a-zéè]|\b\d{2,3} \d{3}\b")
"""Postal codes, years, telephone and house numbers: lines of an address or a date, not headings."""


class Kind(Enum):
    BULLET = auto()
    LETTERED = auto()
    NUMBERED = auto()
    ROW = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Line:
    """A line that is not blank; `text` is whole, `said` is without its bullet; `gap` counts blank lines above."""

    text: str
    said: str
    kind: Kind
    indent: int
    gap: int
    number: str = ""
    stop: str = ""

    @cached_property
    def is_short(self) -> bool:
        return len(self.text) <= LONGEST_HEADING and len(self.text.split()) <= MOST_WORDS

    @cached_property
    def is_closed(self) -> bool:
        """Ends as sentences and items do; a question may be a heading."""
        return self.text[-1] in ".,;:!…"

    @cached_property
    def is_capitals(self) -> bool:
        return self.said.isupper() and sum(letter.isalpha() for letter in self.said) > 3  # noqa: PLR2004  “SAS”

    @cached_property
    def is_rule(self) -> bool:
        return _RULE.fullmatch(self.text) is not None

    @cached_property
    def depth(self) -> int:
        return self.number.count(".")

    @cached_property
    def could_lead(self) -> bool:
        """Short, unpunctuated, beginning like a name: what headings look like."""
        if not self.is_short or self.is_closed or not _begins(self.said) or ADDRESS.search(self.text):
            return False
        if self.kind is Kind.NUMBERED or self.is_capitals:
            return True
        return self.kind is Kind.TEXT and not _FIGURES.search(self.text) and self.pair is None

    @cached_property
    def is_sentence(self) -> bool:
        """What a heading may stand above."""
        if not any(map(str.isalpha, self.text)):
            return False
        ends = self.text[-1] in ".,;:!?…" or len(self.text) > LONG
        listed = self.kind in {Kind.BULLET, Kind.LETTERED, Kind.ROW} or (self.kind is Kind.NUMBERED and self.stop != "")
        return ends or listed or ADDRESS.search(self.text) is not None

    @cached_property
    def pair(self) -> tuple[str, str] | None:
        """“Key: value” or “Key – value”, where the key is a few words and the value is more than one dash away."""
        found = _KEY.fullmatch(self.text) if self.kind is Kind.TEXT else None
        if not found or len(found["key"].split()) > _MOST_KEY_WORDS or not found["key"][0].isupper():
            return None
        by_dash = ":" not in self.text[: found.start("value")]
        if by_dash and re.search(r"\s[–—]\s", found["value"]):
            return None
        return found["key"], found["value"]


def look(lines: list[str]) -> list[Line]:
    """The lines that say something, each with what it looks like; a bullet with nothing behind it says nothing."""
    seen: list[Line] = []
    gap = 0
    for raw in lines:
        text = raw.strip()
        if not text:
            gap += 1
            continue
        if not (_BULLET.match(text) and _BULLET.fullmatch(text)) or _RULE.fullmatch(text):
            seen.append(_line(text, len(raw) - len(raw.lstrip()), gap))
            gap = 0
    return seen


def _line(text: str, indent: int, gap: int) -> Line:
    if "|" in text or "\t" in text:
        return Line(text, text, Kind.ROW, indent, gap)
    if bullet := _BULLET.match(text):
        return Line(text, text[bullet.end() :], Kind.BULLET, indent, gap)
    if letter := _LETTER.match(text):
        return Line(text, text[letter.end() :], Kind.LETTERED, indent, gap)
    if number := _NUMBER.match(text):
        return Line(text, text[number.end() :], Kind.NUMBERED, indent, gap, number["number"], number["stop"])
    if number := _NAMED_NUMBER.match(text) or _ROMAN.match(text):
        return Line(text, text[number.end() :] or text, Kind.NUMBERED, indent, gap, number["number"], ".")
    return Line(text, text, Kind.TEXT, indent, gap)


def _begins(said: str) -> bool:
    first = next((sign for sign in said if sign.isalnum()), "")
    return (first.isupper() or first.isdigit()) and any(map(str.isalpha, said))
