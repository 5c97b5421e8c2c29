"""`data`: the kinds of data, what belongs to them, where they come from, whether they must be given."""

from services.policy_hosting.facts.categories import Category, Demand, Group, Obligation, Origin, Protected, Source
from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.audiences import inside
from services.policy_hosting.facts.rendering.entries import bullets, headed, mark, note, sentences
from services.policy_hosting.facts.rendering.law import article
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, sentence
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.facts.words import Words
from services.policy_hosting.texts.tree import Block, Blocks, Inlines, ListBlock, Paragraph

ORIGINS = {
    Origin.PERSON: N_("you"),
    Origin.OBSERVED: N_("your use of our services (automatically)"),
    Origin.GENERATED: N_("ourselves, in providing the service"),
    Origin.CUSTOMER: N_("our customer"),
    Origin.THIRD_PARTY: N_("others"),
    Origin.PUBLIC: N_("public sources"),
}
DEMANDS = {
    Demand.LAW: N_("The law requires this data"),
    Demand.CONTRACT: N_("The contract requires this data"),
    Demand.VOLUNTARY: N_("You need not give this data"),
}
PROTECTED = {
    Protected.SPECIAL: N_("This is data of a special category"),
    Protected.CRIMINAL: N_("This is data on criminal convictions or offences"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """Each kind of data with all that is said of it; `role` keeps those of one role."""
    if s.facts.categories is Said.NONE:
        return [Paragraph(s.say(N_("We process no personal data.")))]
    wanted = arguments.get("role")
    chosen = [
        one for one in many(s.facts.categories) if wanted is None or not many(one.roles) or wanted in many(one.roles)
    ]
    items = tuple(_item(s, one) for one in chosen)
    return [ListBlock(ordered=False, items=items)] if items else []


def _item(s: Speaker, category: Category) -> Blocks:
    """The name and what is said of it in one paragraph, its parts in a list under it."""
    name = headed(category, sentence(s.category(str(category.code))))
    match about(s, category):
        case [Paragraph(said), *rest]:
            return (Paragraph(joined([name, said], ". ")), *rest)
        case rest:
            return (Paragraph(name), *rest)


def about(s: Speaker, category: Category) -> list[Block]:
    """All that is said of a kind of data; nothing where only its name is."""
    limit = value(category.for_)
    parts = [
        examples(s, many(category.examples), open_ended=bool(value(category.open_ended))),
        s.say(N_("Only: {whom}"), whom=inside(s, limit)) if limit else (),
        sources(s, many(category.sources)),
        obligation(s, category.obligation),
        _special(s, category),
        _personal(s, category),
        s.say(N_("We hold it only on behalf of our customers")) if many(category.roles) == (Role.PROCESSOR,) else (),
        note(s, category),
    ]
    said = sentences(*parts)
    blocks: list[Block] = [Paragraph(said)] if said else []
    blocks += bullets([_group(s, group) for group in many(category.groups)])
    return blocks


def examples(s: Speaker, stated: tuple[Words, ...], *, open_ended: bool) -> Inlines:
    listed = joined([s.words(one) for one in stated], ", ")
    return s.say(N_("{examples} and the like"), examples=listed) if listed and open_ended else listed


def sources(s: Speaker, stated: tuple[Source, ...]) -> Inlines:
    """“From you, when you subscribe”."""
    return s.say(N_("From: {sources}"), sources=s.series([_source(s, one) for one in stated])) if stated else ()


def obligation(s: Speaker, stated: Obligation | Said | None) -> Inlines:
    if stated is Said.NONE:
        return s.say(DEMANDS[Demand.VOLUNTARY])
    demand = value(stated)
    if demand is None:
        return ()
    law, consequence = value(demand.law), value(demand.consequence)
    said = s.say(DEMANDS[demand.by])
    if law:
        said = s.say(N_("{statement} ({law})"), statement=said, law=s.words(law))
    return (
        s.say(N_("{statement}; if you do not give it: {consequence}"), statement=said, consequence=s.words(consequence))
        if consequence
        else said
    )


def _source(s: Speaker, source: Source) -> Inlines:
    said: Inlines = s.words(which) if (which := value(source.which)) else s.say(ORIGINS[source.origin])
    moment = value(source.moment)
    return (*joined([said, s.words(moment)], ", "), *mark(source)) if moment else (*said, *mark(source))


def _special(s: Speaker, category: Category) -> Inlines:
    special = value(category.special)
    if special is None:
        return ()
    said = s.say(PROTECTED[special.kind])
    if (reference := value(special.article)) is not None:
        said = s.say(N_("{statement} ({law})"), statement=said, law=article(s, reference))
    condition = value(special.condition)
    return s.say(N_("{statement}: {condition}"), statement=said, condition=s.words(condition)) if condition else said


def _personal(s: Speaker, category: Category) -> Inlines:
    if category.personal is not False:
        return ()
    again = value(category.personal_again)
    said = s.say(N_("This is not personal data"))
    return (
        s.say(N_("{statement}; it becomes personal again: {when}"), statement=said, when=s.words(again))
        if again
        else said
    )


def _group(s: Speaker, group: Group) -> Inlines:
    condition = value(group.condition)
    head = (*s.words(group.label), *mark(group))
    listed = examples(s, many(group.examples), open_ended=False)
    return sentences(
        s.say(N_("{statement}: {condition}"), statement=head, condition=listed) if listed else head,
        s.words(condition) if condition else (),
        obligation(s, group.obligation),
        note(s, group),
    )
