"""What people come for, at a glance: who answers, how to reach a person, how soon, how long, where."""

from dataclasses import dataclass

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.contacts import Channel, ContactPurpose
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering import answer, contacts, controller, territory
from services.policy_hosting.facts.rendering.audiences import named
from services.policy_hosting.facts.rendering.entries import mark
from services.policy_hosting.facts.rendering.periods import period
from services.policy_hosting.facts.rendering.speaker import Speaker, merged, sentence
from services.policy_hosting.facts.retention import Retention
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import many, value
from services.policy_hosting.texts.tree import Break, Foreign, Inlines, Text, words

_ASKED = {ContactPurpose.RIGHTS, ContactPurpose.QUESTIONS, ContactPurpose.DPO, ContactPurpose.EVERYTHING}
_ANSWERING = {Role.CONTROLLER, Role.JOINT_CONTROLLER}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A few words, and their language where it is not the reader's; `inlines` marks a mixed one part by part."""

    text: str
    lang: str | None = None
    inlines: Inlines = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """A way to reach a person: what it is, what to write or dial, and where a click leads."""

    channel: str  # mail, post, telephone, form, page-in-product, usual-contact
    label: str
    value: Phrase
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """How long one thing is kept; `days` only places it on a line."""

    what: Phrase
    length: Phrase
    figure: str  # the length alone: "3 years"
    days: float
    begins_with_event: bool
    """Whether the days are counted after a time of unknown length, such as a contract."""


@dataclass(frozen=True, slots=True)
class Glance:
    """Each answer is empty where the facts do not state it, but for the answer time, which the law gives."""

    responsible: tuple[Phrase, ...]
    reach: tuple[Reach, ...]
    answer: Phrase
    answer_stated: bool
    kept: tuple[Span, ...]  # shortest first
    where: tuple[Phrase, ...]


def at_a_glance(facts: Facts, locale: str) -> Glance:
    """The answers in a reader's language."""
    s = Speaker(facts, locale)
    figure = answer.phrase(s, with_start=True)
    spans = [span for row in many(facts.retention) if (span := _span(s, row))]
    return Glance(
        responsible=_responsible(s),
        reach=_reach(s),
        answer=_phrase(sentence(figure or s.say(N_("1 month at most, as the law says")))),
        answer_stated=bool(figure),
        kept=tuple(sorted(spans, key=lambda span: span.days)),
        where=tuple(
            _phrase((*territory.said(s, row), *mark(row))) for row in many(facts.territory) if territory.place(s, row)
        ),
    )


def _responsible(s: Speaker) -> tuple[Phrase, ...]:
    entities = many(s.facts.entities)
    answering = [entity for entity in entities if {held.role for held in many(entity.roles)} & _ANSWERING]
    called = [(controller.name(s, entity), mark(entity)) for entity in answering or entities]
    return tuple(_phrase((*sentence(name), *invented)) for name, invented in called if name)


def _reach(s: Speaker) -> tuple[Reach, ...]:
    stated = many(s.facts.contacts)
    meant = [contact for contact in stated if not many(contact.purposes) or _ASKED & {*many(contact.purposes)}]
    order = list(Channel)
    ways = sorted(meant or stated, key=lambda contact: order.index(contact.kind))
    return tuple(
        Reach(
            contact.kind.value,
            s.text(contacts.CHANNELS[contact.kind]),
            _phrase(_on_one_line(said if contacts.href(contact) else sentence(said))),
            contacts.href(contact),
        )
        for contact in ways
        if (said := contacts.reach(s, contact))
    )


def _on_one_line(inlines: Inlines) -> Inlines:
    """An address with commas where its lines end."""
    return merged(tuple(Text(", ") if isinstance(part, Break) else part for part in inlines))


def _span(s: Speaker, row: Retention) -> Span | None:
    lengths = [length for stage in many(row.stages) if (length := value(stage.length)) is not None]
    if not lengths:
        return None
    opens = any(value(stage.until) is not None and value(stage.length) is None for stage in many(row.stages))
    figure = " + ".join(s.length(length) for length in lengths)
    days = sum(length.days for length in lengths)
    return Span(_phrase((*named(s, row.for_), *mark(row))), _phrase(sentence(period(s, row))), figure, days, opens)


def _phrase(inlines: Inlines) -> Phrase:
    match inlines:
        case (Foreign(children, lang),):
            return Phrase(words(children), lang, inlines)
    return Phrase(words(inlines), None, inlines)
