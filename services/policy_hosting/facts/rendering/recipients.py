"""`recipients`: who receives data, on what terms."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.recipients import Duty, Recipient, RecipientKind
from services.policy_hosting.facts.rendering.entries import headed, note, sentences
from services.policy_hosting.facts.rendering.places import places
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, marked, sentence, stopped
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import Every, Said, many, value
from services.policy_hosting.texts.tree import Block, Inlines, Link, ListBlock, Paragraph, words

KINDS = {
    RecipientKind.OWN_STAFF: N_("Our own staff"),
    RecipientKind.GROUP: N_("Companies of our group"),
    RecipientKind.PROCESSOR: N_("Service providers that act for us"),
    RecipientKind.SUBPROCESSOR: N_("The vendors in our register of subprocessors"),
    RecipientKind.JOINT_CONTROLLER: N_("Joint controllers"),
    RecipientKind.SEPARATE_CONTROLLER: N_("Others who decide for themselves what they use data for"),
    RecipientKind.AUTHORITY: N_("Authorities and courts"),
    RecipientKind.CUSTOMER: N_("Our customers"),
    RecipientKind.THIRD_PARTY: N_("Third parties"),
    RecipientKind.PUBLIC: N_("The public"),
}
DUTIES = {
    Duty.CONFIDENTIALITY: N_("They are bound to confidentiality"),
    Duty.SECURITY: N_("They are bound to keep data secure"),
    Duty.ON_INSTRUCTION: N_("They act on our instructions only"),
    Duty.NO_OWN_ENDS: N_("They never use the data for ends of their own"),
}
IN_ROLE = {
    Role.PROCESSOR: N_("When we act on behalf of our customers"),
    Role.CONTROLLER: N_("When we act for ourselves"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """One item per recipient; `role` and `kind` choose some."""
    if s.facts.recipients is Said.NONE:
        return [Paragraph(s.say(N_("Nobody else receives your data.")))]
    chosen = [one for one in many(s.facts.recipients) if _meant(one, arguments)]
    items = tuple((Paragraph(_item(s, one)),) for one in chosen)
    return [ListBlock(ordered=False, items=items)] if items else []


def label(s: Speaker, recipient: Recipient) -> Inlines:
    """What a recipient is called: name, label, or kind."""
    name, own = value(recipient.name), value(recipient.label)
    if name:
        return s.say(N_("{name} ({label})"), name=marked(name), label=s.words(own)) if own else marked(name)
    return s.words(own) if own else s.say(KINDS[recipient.kind])


def named(s: Speaker) -> tuple[str, ...]:
    """The recipients that have a name or words of their own, those outside the company."""
    inside = {RecipientKind.OWN_STAFF, RecipientKind.PUBLIC}
    return tuple(
        words(label(s, one))
        for one in many(s.facts.recipients)
        if one.kind not in inside and (value(one.name) is not None or value(one.label) is not None)
    )


def called(s: Speaker, code: str) -> Inlines:
    """What the recipient of a code is called."""
    return next((label(s, one) for one in many(s.facts.recipients) if value(one.code) == code), ())


def terms(s: Speaker, one: Recipient) -> Inlines:
    """All that limits or explains what they receive."""
    role, data, where = value(one.role), _data(s, one), places(s, many(one.countries), many(one.areas))
    policy = value(one.own_policy)
    return sentences(
        s.say(IN_ROLE[role]) if role in IN_ROLE else (),
        s.say(N_("For {purpose}"), purpose=s.words(purpose)) if (purpose := value(one.purpose)) else (),
        s.say(N_("Data: {data}"), data=data) if data else (),
        *(s.say(DUTIES[duty]) for duty in many(one.duties)),
        s.words(duty) if (duty := value(one.duty)) else (),
        s.say(N_("Where: {places}"), places=where) if where else (),
        (Link(policy, s.say(N_("Their own privacy policy applies"))),) if policy else (),
        s.say(N_("You can refuse {how}"), how=s.words(how)) if (how := value(one.objection)) else (),
        s.say(N_("Note: {consequence}"), consequence=s.words(effect)) if (effect := value(one.consequence)) else (),
        s.say(N_("Each is named in our register of subprocessors"))
        if one.register_ is not None and value(one.label) is not None
        else (),
        note(s, one),
    )


def _item(s: Speaker, one: Recipient) -> Inlines:
    """A name alone is no sentence; with its condition it is one, whatever follows."""
    name, when, more = headed(one, sentence(label(s, one))), condition(s, one), terms(s, one)
    if not when:
        return joined([name, more], ". ")
    return joined([stopped(joined([name, when], ", ")), more])


def condition(s: Speaker, one: Recipient) -> Inlines:
    """When it receives data at all."""
    stated = value(one.condition)
    return s.words(stated) if stated else ()


def _data(s: Speaker, recipient: Recipient) -> Inlines:
    if recipient.categories is Every.ALL:
        return s.say(N_("all data"))
    return joined([s.category(str(code), inside=True) for code in many(recipient.categories)], ", ")


def _meant(recipient: Recipient, arguments: dict[str, str]) -> bool:
    role, kind = arguments.get("role"), arguments.get("kind")
    return (role is None or value(recipient.role) in {None, role}) and (kind is None or recipient.kind == kind)
