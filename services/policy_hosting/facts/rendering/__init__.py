"""Says facts in a reader's language: one file per directive, all of them listed in `directives`."""

from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering import answer, recipients, rights
from services.policy_hosting.facts.rendering.concerns import Concern, concerns
from services.policy_hosting.facts.rendering.difference import facts_difference
from services.policy_hosting.facts.rendering.directives import DIRECTIVES, directive
from services.policy_hosting.facts.rendering.glance import Glance, Phrase, Reach, Span, at_a_glance
from services.policy_hosting.facts.rendering.speaker import Speaker
from services.policy_hosting.texts.tree import Block

__all__ = [
    "DIRECTIVES",
    "Concern",
    "Glance",
    "Phrase",
    "Reach",
    "Span",
    "answer_phrase",
    "at_a_glance",
    "concerns",
    "directive",
    "facts_difference",
    "named_recipients",
    "right_to_object",
]


def answer_phrase(facts: Facts, locale: str) -> str | None:
    """When an answer comes, to stand in a sentence of the page; None where nothing is promised."""
    return answer.within(Speaker(facts, locale))


def named_recipients(facts: Facts, locale: str) -> tuple[str, ...]:
    """The recipients that have a name or words of their own, in the record's order, the first with its capital."""
    names = recipients.named(Speaker(facts, locale))
    return tuple(name[:1].upper() + name[1:] if place == 0 else name for place, name in enumerate(names))


def right_to_object(facts: Facts, locale: str) -> list[Block]:
    """The right to object for a notice that sets it apart; none where nothing opens it."""
    return rights.right_to_object(Speaker(facts, locale))
