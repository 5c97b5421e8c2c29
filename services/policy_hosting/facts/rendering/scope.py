"""`scope` and `definitions`: what the text covers, other documents, the terms it uses."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.entries import bullets, mark, note, sentences
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, marked, sentence, stopped
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.facts.scope import DocumentLink, Exclusion, People, Prevails, Relation, Scope
from services.policy_hosting.texts.tree import Block, Blocks, Definitions, Inlines, Link, Paragraph

RELATIONS = {
    Relation.PART_OF: N_("This text is part of it"),
    Relation.DEFINES_TERMS: N_("It defines the terms used here"),
    Relation.DETAILS: N_("It says more"),
    Relation.INFORMATION: N_("For your information"),
    Relation.LAW: N_("The law that applies"),
}
PREVAILS = {
    Prevails.THIS: N_("Where they differ, this text prevails"),
    Prevails.THAT: N_("Where they differ, that document prevails"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """What is covered, as terms and their meaning."""
    del arguments
    scope = value(s.facts.scope)
    if s.facts.scope is Said.NONE:
        return [Paragraph(s.say(N_("The scope of this text is not limited.")))]
    if scope is None:
        return []
    terms = tuple((s.say(term), blocks) for term, blocks in _terms(s, scope) if blocks)
    own = value(scope.note)
    return [*([Definitions(terms)] if terms else []), *([Paragraph(stopped(s.words(own)))] if own else [])]


def definitions(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """The terms the text uses."""
    del arguments
    scope = value(s.facts.scope)
    stated = many(scope.definitions) if scope else ()
    pairs = tuple(
        ((*s.words(one.term), *mark(one)), (Paragraph(joined([stopped(s.words(one.meaning)), note(s, one)])),))
        for one in stated
    )
    return [Definitions(pairs)] if pairs else []


def _terms(s: Speaker, scope: Scope) -> list[tuple[str, Blocks]]:
    applies, reviewed = value(scope.applies_from), value(scope.reviewed_on)
    return [
        (N_("Websites"), _line(joined([marked(site) for site in many(scope.sites)], ", "))),
        (N_("Products"), _line(sentence(s.listing([s.words(one) for one in many(scope.products)])))),
        (N_("People"), _people(s, many(scope.people))),
        (N_("Not covered"), tuple(bullets([_excluded(s, one) for one in many(scope.excluded)]))),
        (N_("Other documents"), tuple(bullets([link(s, one) for one in many(scope.links)]))),
        (N_("Applies from"), _line(marked(s.translator.date(applies))) if applies else ()),
        (N_("Reviewed on"), _line(marked(s.translator.date(reviewed))) if reviewed else ()),
    ]


def link(s: Speaker, one: DocumentLink) -> Inlines:
    """Another document, and how it stands to this one."""
    url, part, relation, prevails = value(one.url), value(one.part), value(one.relation), value(one.prevails)
    name = sentence(s.words(one.name))
    shown: Inlines = (Link(url, name),) if url else name
    shown = joined([shown, s.words(part)], ", ") if part else shown
    return sentences(
        (*shown, *mark(one)),
        s.say(RELATIONS[relation]) if relation else (),
        s.say(PREVAILS[prevails]) if prevails else (),
        note(s, one),
    )


def _line(inlines: Inlines) -> Blocks:
    return (Paragraph(inlines),) if inlines else ()


def _people(s: Speaker, people: tuple[People, ...]) -> Blocks:
    if not any(value(one.note) for one in people):
        names = [(*s.people(str(one.code), inside=place > 0), *mark(one)) for place, one in enumerate(people)]
        return _line(sentence(s.listing(names)))
    return tuple(bullets([sentences((*s.people(str(one.code)), *mark(one)), note(s, one)) for one in people]))


def _excluded(s: Speaker, one: Exclusion) -> Inlines:
    controller = value(one.controller)
    return sentences(
        (*s.words(one.what), *mark(one)),
        s.say(N_("Who answers there: {controller}"), controller=s.words(controller)) if controller else (),
        note(s, one),
    )
