"""What concerns one group of people: what is done with their data, and how long it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering.audiences import named
from services.policy_hosting.facts.rendering.entries import mark
from services.policy_hosting.facts.rendering.periods import period
from services.policy_hosting.facts.rendering.speaker import Speaker, sentence
from services.policy_hosting.facts.retention import Retention
from services.policy_hosting.facts.said import Every, Said, many, value
from services.policy_hosting.texts.tree import Inlines

Codes = tuple[str, ...] | Every | Said | None


@dataclass(frozen=True, slots=True)
class Concern:
    """The rows of one group, in a reader's language."""

    who: Inlines
    used_for: tuple[Inlines, ...]
    kept: tuple[Inlines, ...]


def concerns(facts: Facts, locale: str) -> tuple[Concern, ...]:
    """A part for each group that has rows of its own; none where all rows are for the same people."""
    s = Speaker(facts, locale)
    groups = tuple(dict.fromkeys(_groups(facts)))
    return tuple(_concern(s, code) for code in groups) if len(groups) > 1 else ()


def _groups(facts: Facts) -> Iterator[str]:
    """As the scope orders them, then as they are first named."""
    own = {code for activity in many(facts.activities) for code in many(activity.people)}
    own |= {code for row in many(facts.retention) for code in many(row.for_.people)}
    scope = value(facts.scope)
    yield from (entry.code for entry in many(scope.people if scope else None) if entry.code in own)
    yield from (code for activity in many(facts.activities) for code in many(activity.people))
    yield from (code for row in many(facts.retention) for code in many(row.for_.people))


def _concern(s: Speaker, code: str) -> Concern:
    done = [activity for activity in many(s.facts.activities) if _is_for(activity.people, code)]
    rows = [row for row in many(s.facts.retention) if _is_for(row.for_.people, code)]
    return Concern(
        who=sentence(s.people(code)),
        used_for=tuple((*sentence(s.activity(str(activity.code))), *mark(activity)) for activity in done),
        kept=tuple(_kept(s, row) for row in rows),
    )


def _is_for(people: Codes, code: str) -> bool:
    return people is Every.ALL or code in many(people)


def _kept(s: Speaker, row: Retention) -> Inlines:
    """Without the group itself, which stands above."""
    rest = row.for_.model_copy(update={"people": None})
    how_long = period(s, row) or (s.words(criterion) if (criterion := value(row.criterion)) else ())
    if rest != Audience():
        how_long = s.say(N_("{what}: {how_long}"), what=named(s, rest), how_long=how_long)
    return (*sentence(how_long), *mark(row))
