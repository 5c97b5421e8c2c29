"""`contacts`: how to reach a person, and for what."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.contacts import Channel, Contact, ContactPurpose
from services.policy_hosting.facts.rendering.controller import address
from services.policy_hosting.facts.rendering.entries import mark, note
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, marked
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Block, Break, Definitions, Inlines, Link, Paragraph, Text

CHANNELS = {
    Channel.MAIL: N_("E-mail"),
    Channel.POST: N_("Post"),
    Channel.TELEPHONE: N_("Telephone"),
    Channel.FORM: N_("Form"),
    Channel.PAGE_IN_PRODUCT: N_("In the product"),
    Channel.USUAL_CONTACT: N_("In person"),
}
PURPOSES = {
    ContactPurpose.RIGHTS: N_("your rights"),
    ContactPurpose.DPO: N_("data protection officer"),
    ContactPurpose.QUESTIONS: N_("questions"),
    ContactPurpose.MARKETING: N_("marketing"),
    ContactPurpose.RETENTION: N_("how long data is kept"),
    ContactPurpose.COMPLAINTS: N_("complaints"),
    ContactPurpose.SECURITY: N_("security"),
    ContactPurpose.EVERYTHING: N_("everything"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """One line per channel; `for=rights` keeps those for one purpose."""
    if s.facts.contacts is Said.NONE:
        return [Paragraph(s.say(N_("No way to reach us is stated.")))]
    return listed(s, [contact for contact in many(s.facts.contacts) if _meant(contact, arguments.get("for"))])


def listed(s: Speaker, contacts: list[Contact], *, with_purposes: bool = True) -> list[Block]:
    """Channels as terms, how to use them as their meaning."""
    pairs = tuple(
        (term(s, contact, with_purposes=with_purposes), (Paragraph(said),))
        for contact in contacts
        if (said := whole(s, contact))
    )
    return [Definitions(pairs)] if pairs else []


def whole(s: Speaker, contact: Contact) -> Inlines:
    """How to use it, whose it is, and in which languages."""
    reached = reach(s, contact)
    if not reached:
        return note(s, contact)
    details = [*_company(s, contact), *(s.translator.language_name(code) for code in many(contact.languages))]
    if details:
        reached = s.say(N_("{what} ({limit})"), what=reached, limit=joined([marked(one) for one in details], ", "))
    return joined([reached, note(s, contact)], ". " if note(s, contact) else " ")


def _company(s: Speaker, contact: Contact) -> list[str]:
    """The company's name, where there are several."""
    entities = many(s.facts.entities)
    code = value(contact.entity)
    return [
        name for one in entities if code and len(entities) > 1 and value(one.code) == code and (name := value(one.name))
    ]


def term(s: Speaker, contact: Contact, *, with_purposes: bool) -> Inlines:
    channel = s.say(CHANNELS[contact.kind])
    purposes = [
        s.say(PURPOSES[purpose]) for purpose in many(contact.purposes) if purpose is not ContactPurpose.EVERYTHING
    ]
    if not with_purposes or not purposes:
        return channel
    return s.say(N_("{channel} ({purposes})"), channel=channel, purposes=joined(purposes, ", "))


def reach(s: Speaker, contact: Contact) -> Inlines:
    """The address, number or place itself."""
    return (*_before(s, contact), *_itself(s, contact), *mark(contact)) if _itself(s, contact) else ()


def href(contact: Contact) -> str | None:
    """Where a click on it leads."""
    if (mail := value(contact.mail)) is not None:
        return f"mailto:{mail}"
    if (telephone := value(contact.telephone)) is not None:
        return "tel:" + "".join(sign for sign in telephone if sign in "+0123456789")
    return value(contact.url)


def _before(s: Speaker, contact: Contact) -> Inlines:
    parts = [part for part in (_person(contact), _department(s, contact)) if part]
    if not parts:
        return ()
    return (*joined(parts, ", "), Break() if contact.kind is Channel.POST else Text(", "))


def _person(contact: Contact) -> Inlines:
    person = value(contact.person)
    return marked(person) if person else ()


def _department(s: Speaker, contact: Contact) -> Inlines:
    department = value(contact.department)
    return s.words(department) if department else ()


def _itself(s: Speaker, contact: Contact) -> Inlines:
    target = href(contact)
    if (mail := value(contact.mail)) is not None:
        return (Link(str(target), (Text(mail),)),)
    if (telephone := value(contact.telephone)) is not None:
        return (Link(str(target), (Text(telephone),)),)
    if (place := value(contact.address)) is not None:
        return address(s, place)
    page = value(contact.page)
    if target is not None:
        return (Link(target, s.words(page) if page else (Text(target.split("//")[-1]),)),)
    if page is not None:
        return s.say(N_("under “{page}”"), page=s.words(page))
    return s.say(N_("your usual contact with us")) if contact.kind is Channel.USUAL_CONTACT else ()


def _meant(contact: Contact, purpose: str | None) -> bool:
    purposes = many(contact.purposes)
    return purpose is None or not purposes or purpose in purposes or ContactPurpose.EVERYTHING in purposes
