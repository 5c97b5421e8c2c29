"""What codes refer to: every code is shipped or described in the record, none is described twice."""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.codes import ACTIVITIES, CATEGORIES, OPTIONS, PEOPLE, Shipped
from services.policy_hosting.facts.entry import walk
from services.policy_hosting.facts.kinds import (
    ActivityCode,
    CategoryCode,
    Code,
    EntityCode,
    PeopleCode,
    RecipientCode,
)
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.retention import Option
from services.policy_hosting.facts.said import many, value
from services.policy_hosting.facts.words import Words
from shared.errors import Problem

_SHIPPED: dict[type[Code], Mapping[str, Shipped]] = {
    CategoryCode: CATEGORIES,
    ActivityCode: ACTIVITIES,
    PeopleCode: PEOPLE,
    RecipientCode: {},
    EntityCode: {},
}
_WHERE = {
    CategoryCode: "categories",
    ActivityCode: "activities",
    PeopleCode: "scope.people",
    RecipientCode: "recipients",
    EntityCode: "entities",
}


def problems(facts: Facts) -> list[Problem]:
    """Every code that leads nowhere, and every one that is described twice or not at all."""
    own = {kind: list(_described(facts, kind)) for kind in _SHIPPED}
    found = [problem for kind, described in own.items() for problem in _wrongly_described(kind, described)]
    known = {kind: {*_SHIPPED[kind], *(code for _, code, _ in described)} for kind, described in own.items()}
    options = {str(part.name) for _, part in walk(facts) if isinstance(part, Option)} | set(OPTIONS)
    for path, part in walk(facts):
        if type(part) in known and part not in known[type(part)]:
            found.append(Problem(path, _unknown(part, known[type(part)])))
        if isinstance(part, Audience) and (option := value(part.option)) is not None and option not in options:
            found.append(Problem(f"{path}.option", f"speaks of “{option}”, which no retention row offers"))
    return found


def _described(facts: Facts, kind: type[Code]) -> Iterator[tuple[str, str, Words | None]]:
    """Where the record describes codes of a kind: path, code, label."""
    scope = value(facts.scope)
    entries: Sequence[object] = {
        CategoryCode: many(facts.categories),
        ActivityCode: many(facts.activities),
        PeopleCode: many(scope.people) if scope else (),
        RecipientCode: many(facts.recipients),
        EntityCode: many(facts.entities),
    }[kind]
    for number, entry in enumerate(entries):
        code = value(getattr(entry, "code", None))
        if code is not None:
            yield f"{_WHERE[kind]}[{number}]", str(code), value(getattr(entry, "label", None))


def _wrongly_described(kind: type[Code], described: Sequence[tuple[str, str, Words | None]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path, code, label in described:
        if code in seen:
            yield Problem(f"{path}.code", f"describes “{code}” again; it stands at {seen[code]} already")
        seen[code] = path
        if label is None and kind in {CategoryCode, ActivityCode, PeopleCode} and code not in _SHIPPED[kind]:
            yield Problem(f"{path}.label", f"is missing: “{code}” is not a shipped code, so it needs words of its own")


def _unknown(code: Code, known: set[str]) -> str:
    near = difflib.get_close_matches(code, sorted(known), n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else f"describe it under {_WHERE[type(code)]}"
    return f"speaks of a {code.kind} “{code}” that is neither shipped nor described here; {hint}"
