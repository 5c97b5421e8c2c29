"""Lines as their author meant them: odd blanks, odd hyphens and breaks at a fixed width undone."""

import re
from itertools import pairwise

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_TIED = re.compile("(?<=\\d)[\u00a0\u202f](?=\\d)|[\u00a0\u202f](?=[:;?!»%€])|(?<=«)[\u00a0\u202f]|(?<=«) | (?=»)")
"""Blanks that must not break: inside a number, before French punctuation. All others are typed by accident."""
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000 ]+")
_TIE = "\ue000"
_STARTS = re.compile(r"\s*(?:[-–—•·*‣▪●○◦►✓→]|\(?[a-z0-9]{1,3}[.)]|\d+(?:\.\d+)+)\s")

NARROW, WIDE = 50, 100
FEWEST = 8
"""Lines a text must have before their lengths say something."""


def lines(text: str) -> list[str]:
    """The text's lines, indented as they were; tabs inside a line stay, for they may part columns."""
    plain = _INVISIBLE.sub("", text.translate(_HYPHENS))
    plain = re.sub(r"\r\n?|[\v\x85\u2028]", "\n", plain).replace("\f", "\n\n").replace("\u2029", "\n\n")
    cleaned = [_blanks(line.rstrip()) for line in plain.split("\n")]
    return _unwrapped(cleaned) if _is_wrapped(cleaned) else cleaned


def meant_blanks(words: str) -> str:
    """Words with plain blanks, but for those that must not break."""
    return _BLANKS.sub(" ", _TIED.sub(_TIE, words)).replace(_TIE, "\u00a0")


def _blanks(line: str) -> str:
    margin = len(line) - len(line.lstrip())
    said = meant_blanks(line.lstrip())
    return " " * len(line[:margin].expandtabs(4)) + said


def _is_wrapped(many: list[str]) -> bool:
    """Whether lines were broken at a fixed width, so that a line's end means nothing."""
    filled = [len(line) for line in many if line.strip()]
    if len(filled) < FEWEST or max(filled) > WIDE or len(filled) == len(many):
        return False
    inner = [here for here, after in pairwise(many) if here.strip() and after.strip()]
    wide = [line for line in inner if len(line) >= NARROW and line.strip()[-1] not in ".:;!?"]
    return len(wide) * 3 > len(filled)


def _unwrapped(many: list[str]) -> list[str]:
    joined: list[str] = []
    for line in many:
        before = joined[-1] if joined else ""
        begins = not line.strip() or _STARTS.match(line) or "|" in line
        if begins or not before.strip() or "|" in before or (len(before) < NARROW and not _STARTS.match(before)):
            joined.append(line)
        else:
            joined[-1] = f"{before} {line.strip()}"
    return joined
