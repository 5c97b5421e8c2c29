"""Facts from YAML and back: what is wrong is refused with the field's path and a reason in people's words."""

from typing import Any

import yaml
from pydantic import ValidationError

from services.policy_hosting.facts import complaints, references, yaml_text
from services.policy_hosting.facts.entry import plain as plain_values
from services.policy_hosting.facts.record import Facts
from shared.errors import Invalid, Problem


def load(text: str) -> Facts:
    """Read a record; raises Invalid naming every field that is wrong."""
    given = yaml_text.read(text)
    if given is None:
        return Facts()
    if not isinstance(given, dict):
        raise refusal([Problem("the text", "must be a group of named subjects, such as retention: and rights:")])
    return checked(given)


def checked(given: dict[str, Any]) -> Facts:
    """A record from plain values, with every code it speaks of; raises Invalid naming every field that is wrong."""
    facts = validate(given)
    if problems := references.problems(facts):
        raise refusal(problems)
    return facts


def validate(given: dict[str, Any]) -> Facts:
    """Check YAML's plain values against the record, without looking at what codes refer to."""
    try:
        return Facts.model_validate(given)
    except ValidationError as error:
        raise refusal(complaints.problems(error)) from None


def dump(facts: Facts) -> str:
    """Write a record as YAML; `load` gives the same record again."""
    return yaml.dump(plain(facts), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def plain(facts: Facts) -> dict[str, Any]:
    """A record as plain values, as they stand in its YAML; ready for JSON."""
    values: dict[str, Any] = plain_values(facts)
    return values


def refusal(problems: list[Problem]) -> Invalid:
    """The refusal whose message names the first problems, and whose list has them all."""
    shown = "; ".join(f"{problem.field} {problem.reason}" for problem in problems[:3])
    more = f"; and {len(problems) - 3} more" if len(problems) > 3 else ""  # noqa: PLR2004
    return Invalid(f"These facts cannot be taken: {shown}{more}.", problems=problems)


class _Dumper(yaml.SafeDumper):
    """Writes every value out: we never read anchors, so we never write them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True
