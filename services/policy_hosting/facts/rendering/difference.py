"""What changed in the facts, as sentences: "Call recordings: 90 days → 6 months"."""

import re
from collections.abc import Iterator

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering.lines import Line, lines
from services.policy_hosting.facts.rendering.speaker import Speaker

_BETWEEN = re.compile(r"(?<=[.;]) ")
_STOPS = ".;\N{NO-BREAK SPACE}"  # French has one before the semicolon
_GAP = "\N{HORIZONTAL ELLIPSIS}"


def facts_difference(old: Facts | None, new: Facts | None, locale: str) -> list[str]:
    """A sentence per thing that changed, is new or is no longer stated, in the record's order."""
    before = _by_key(old or Facts(), locale)
    after = _by_key(new or Facts(), locale)
    s = Speaker(new or Facts(), locale)
    gone = [
        s.text(N_("No longer stated: {what}"), what=line.whole(s)) for key, line in before.items() if key not in after
    ]
    return [*_changed(s, before, after), *gone]


def _changed(s: Speaker, before: dict[str, Line], after: dict[str, Line]) -> Iterator[str]:
    for key, new in after.items():
        old = before.get(key)
        if old is None:
            yield s.text(N_("New: {what}"), what=new.whole(s))
        elif old.value != new.value:
            yield _turned(s, old, new)
        elif old.label != new.label:
            yield s.text(N_("{old} → {new}"), old=old.label, new=new.label)


def _turned(s: Speaker, old: Line, new: Line) -> str:
    """The shortest way to say what one line became: its figure, or those of its sentences that changed."""
    if _only_the_figure(old, new):
        return s.text(N_("{label}: {old} → {new}"), label=new.label, old=old.figure, new=new.figure)
    gone, come = _besides(old.value, new.value), _besides(new.value, old.value)
    if gone and come:
        return s.text(N_("{label}: {old} → {new}"), label=new.label, old=gone, new=come)
    if come:
        return s.text(N_("{label}, new: {what}"), label=new.label, what=come)
    if gone:
        return s.text(N_("{label}, no longer stated: {what}"), label=new.label, what=gone)
    return s.text(N_("{label}: {old} → {new}"), label=new.label, old=old.value, new=new.value)


def _only_the_figure(old: Line, new: Line) -> bool:
    both = bool(old.figure and new.figure)
    return both and old.value.replace(old.figure, _GAP) == new.value.replace(new.figure, _GAP)


def _besides(value: str, other: str) -> str:
    """The sentences of one value that the other has not."""
    known = {part.rstrip(_STOPS) for part in _BETWEEN.split(other)}
    return " ".join(part for part in _BETWEEN.split(value) if part.rstrip(_STOPS) not in known).rstrip(_STOPS)


def _by_key(facts: Facts, locale: str) -> dict[str, Line]:
    """Lines by what they are about; two about the same thing are told apart by their order."""
    found: dict[str, Line] = {}
    for line in lines(Speaker(facts, locale)):
        key, number = line.key, 1
        while key in found:
            number += 1
            key = f"{line.key}#{number}"
        found[key] = line
    return found
