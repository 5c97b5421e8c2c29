"""What changed in the facts, as sentences: "Call recordings: 90 days → 6 months"."""

from collections.abc import Iterator

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering.lines import Line, lines
from services.policy_hosting.facts.rendering.speaker import Speaker


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
            was, now = (old.figure, new.figure) if _only_the_figure(old, new) else (old.value, new.value)
            yield s.text(N_("{label}: {old} → {new}"), label=new.label, old=was, new=now)
        elif old.label != new.label:
            yield s.text(N_("{old} → {new}"), old=old.label, new=new.label)


def _only_the_figure(old: Line, new: Line) -> bool:
    return bool(old.figure and new.figure) and old.shape == new.shape


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
