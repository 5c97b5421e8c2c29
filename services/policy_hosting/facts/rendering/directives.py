"""The map of all directives: the name an author writes, the file that answers, the arguments it takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering import (
    answer,
    authority,
    breach,
    commitments,
    contacts,
    controller,
    cookies,
    data,
    dpo,
    identity,
    notice,
    purposes,
    recipients,
    retention,
    rights,
    scope,
    territory,
    transfers,
)
from services.policy_hosting.facts.rendering.speaker import Speaker
from services.policy_hosting.texts.tree import Block
from shared.errors import Invalid, Missing, Problem


@dataclass(frozen=True)
class Directive:
    """Who answers a directive, and the arguments it knows."""

    render: Callable[[Speaker, dict[str, str]], list[Block]]
    arguments: frozenset[str] = frozenset()


def _takes(render: Callable[[Speaker, dict[str, str]], list[Block]], *arguments: str) -> Directive:
    return Directive(render, frozenset(arguments))


DIRECTIVES: Mapping[str, Directive] = {
    "answer-time": _takes(answer.render, "form"),
    "authority": _takes(authority.render),
    "breach": _takes(breach.render),
    "commitments": _takes(commitments.render, "kind", "role"),
    "contacts": _takes(contacts.render, "for"),
    "controller": _takes(controller.render),
    "cookies": _takes(cookies.render),
    "data": _takes(data.render, "role"),
    "definitions": _takes(scope.definitions),
    "dpo": _takes(dpo.render),
    "identity": _takes(identity.render),
    "notice": _takes(notice.render, "about"),
    "objection": _takes(rights.objection),
    "purposes": _takes(purposes.render, "for", "role"),
    "recipients": _takes(recipients.render, "kind", "role"),
    "retention": _takes(retention.render, "activity", "category", "for", "role"),
    "rights": _takes(rights.render, "without"),
    "scope": _takes(scope.render),
    "security": _takes(commitments.security, "role"),
    "territory": _takes(territory.render),
    "transfers": _takes(transfers.render),
}


def directive(name: str, arguments: dict[str, str], facts: Facts, locale: str, profile: object = None) -> list[Block]:
    """The blocks of a directive in a reader's language; none where the facts say nothing.

    Facts stand alone once a version is drafted, so the profile is not read. Raises Missing for an unknown name and
    Invalid for an unknown argument.
    """
    del profile
    known = DIRECTIVES.get(name)
    if known is None:
        raise Missing(f"There is no directive “{name}”; there are: {', '.join(DIRECTIVES)}.")
    if wrong := sorted(set(arguments) - known.arguments):
        taken = ", ".join(sorted(known.arguments)) or "none"
        raise Invalid(
            f"The directive “{name}” takes no “{wrong[0]}”; it takes: {taken}.",
            problems=[Problem(f"{name}.{argument}", f"is not taken here; taken: {taken}") for argument in wrong],
        )
    return known.render(Speaker(facts, locale), arguments)
