"""`controller`: who answers, with register, addresses and roles."""

from babel.numbers import get_currency_name

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.entities import Address, AddressKind, Entity, Follows, RoleHeld
from services.policy_hosting.facts.rendering.audiences import ROLES
from services.policy_hosting.facts.rendering.entries import mark, sentences
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, marked, sentence, stopped
from services.policy_hosting.facts.said import Every, Said, many, value
from services.policy_hosting.texts.tree import (
    Block,
    Blocks,
    Break,
    Definitions,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Text,
    text,
)

ADDRESS = {
    AddressKind.REGISTERED_OFFICE: N_("Registered office"),
    AddressKind.ESTABLISHMENT: N_("Establishment"),
    AddressKind.CORRESPONDENCE: N_("Letters"),
}
FOLLOWS = {
    Follows.CONTRACT: N_("It is the company named in your contract."),
    Follows.COUNTRY: N_("It depends on your country."),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """One list of facts per entity."""
    del arguments
    if s.facts.entities is Said.NONE:
        return [Paragraph(s.say(N_("No controller is named.")))]
    return [block for entity in many(s.facts.entities) for block in of(s, entity)]


def name(s: Speaker, entity: Entity) -> Inlines:
    """What an entity is called: its legal name, else a description."""
    if (legal := value(entity.name)) is not None:
        form = value(entity.legal_form)
        return marked(f"{legal} {form}" if form and not legal.endswith(form) else legal)
    described = value(entity.described)
    return s.words(described) if described else ()


def address(s: Speaker, place: Address) -> Inlines:
    """A postal address in lines, the country in the reader's language."""
    town = " ".join(part for part in (value(place.postcode), value(place.city)) if part)
    country = value(place.country)
    rows = [
        marked(row) for row in (value(place.street), town, s.translator.country_name(country) if country else "") if row
    ]
    done: list[object] = []
    for row in rows:
        done += [Break(), *row] if done else row
    return (*done, *mark(place))  # type: ignore[arg-type]


def role(s: Speaker, held: RoleHeld) -> Inlines:
    """“Joint controller together with you for: surveys, events. …”."""
    said = s.say(ROLES[held.role])
    if (others := value(held.together_with)) is not None:
        said = s.say(N_("{role}, together with {others}"), role=said, others=s.words(others))
    if (whom := value(held.on_behalf_of)) is not None:
        said = s.say(N_("{role}, on behalf of {whom}"), role=said, whom=s.words(whom))
    if what := _what(s, held):
        said = s.say(N_("{role}: {what}"), role=said, what=what)
    arrangement = value(held.arrangement)
    return sentences(
        (*said, *mark(held)),
        s.say(
            N_("Or, as the case may be: {others}"),
            others=s.listing([s.words(one) for one in many(held.alternatives)], "or"),
        )
        if many(held.alternatives)
        else (),
        s.say(N_("What we agreed: {essence}"), essence=s.words(arrangement)) if arrangement else (),
        s.words(held_note) if (held_note := value(held.note)) else (),
    )


def _what(s: Speaker, held: RoleHeld) -> Inlines:
    parts: list[Inlines] = [s.words(what)] if (what := value(held.what)) else []
    for codes, label, every in (
        (held.activities, s.activity, N_("all activities")),
        (held.categories, s.category, N_("all data")),
        (held.people, s.people, N_("everyone")),
    ):
        if codes is Every.ALL:
            parts.append(s.say(every))
        elif many(codes):
            parts.append(s.listing([label(str(code), inside=True) for code in many(codes)]))
    return s.series(parts)


def of(s: Speaker, entity: Entity) -> list[Block]:
    """All that is said of an entity, as terms and their meaning."""
    pairs: list[tuple[str, Blocks]] = []

    def add(term: str, said: Inlines) -> None:
        if said:
            pairs.append((term, (Paragraph(said),)))

    called = name(s, entity)
    add(N_("Company"), (*sentence(called), *mark(entity)) if called else ())
    add(N_("Brands"), s.listing(list(many(entity.brands))))
    if (capital := value(entity.capital)) is not None:
        currency = get_currency_name(capital.currency, count=capital.amount, locale=s.translator.cldr)
        add(N_("Share capital"), text(f"{s.translator.number(capital.amount)} {currency}"))
    add(N_("Register"), _register(s, entity))
    for place in many(entity.addresses):
        kind = value(place.kind)
        add(ADDRESS[kind] if kind else N_("Address"), address(s, place))
    if (site := value(entity.website)) is not None:
        add(N_("Website"), (Link(site, (Text(site.split("//")[1].rstrip("/")),)),))
    add(N_("Who exactly"), _follows(s, entity))
    held = [role(s, one) for one in many(entity.roles)]
    if held:
        pairs.append((N_("Role"), _paragraphs(held)))
    if (own := value(entity.note)) is not None:
        add(N_("Note"), stopped(s.words(own)))
    return [Definitions(tuple((s.say(term), blocks) for term, blocks in pairs))] if pairs else []


def _paragraphs(said: list[Inlines]) -> Blocks:
    if len(said) == 1:
        return (Paragraph(said[0]),)
    return (ListBlock(ordered=False, items=tuple((Paragraph(one),) for one in said)),)


def _register(s: Speaker, entity: Entity) -> Inlines:
    number, register = value(entity.number), value(entity.register_)
    parts: list[Inlines] = []
    if register and (called := value(register.name)):
        parts.append(sentence(s.words(called)))
    if register and (place := value(register.place)):
        parts.append(marked(place))
    if number:
        parts.append(marked(number))
    return joined(parts, ", ")


def _follows(s: Speaker, entity: Entity) -> Inlines:
    follows = value(entity.follows_from)
    if follows is None:
        return ()
    table = [
        s.say(N_("{country}: {entity}"), country=s.translator.country_name(row.country), entity=marked(row.entity))
        for row in many(follows.table)
    ]
    return joined([s.say(FOLLOWS[follows.by]), s.series(table)])
