"""`territory`: where data is."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.audiences import named
from services.policy_hosting.facts.rendering.entries import bullets, mark, note
from services.policy_hosting.facts.rendering.places import places
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, sentence, stopped
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.facts.territory import Covers, Strength, Territory
from services.policy_hosting.texts.tree import Block, Inlines, Paragraph

COVERS = {
    Covers.HOSTING: N_("Hosting"),
    Covers.PROCESSING: N_("All processing"),
    Covers.VENDORS: N_("Our vendors"),
}
STRENGTH = {
    Strength.EXCLUSIVELY: N_("{places} only"),
    Strength.PRIMARILY: N_("mainly {places}"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """A line per statement."""
    del arguments
    if s.facts.territory is Said.NONE:
        return [Paragraph(s.say(N_("No place of processing is promised.")))]
    kept = [row for one in many(s.facts.territory) if (row := line(s, one))]
    return [Paragraph(kept[0])] if len(kept) == 1 else [*bullets(kept)]


def line(s: Speaker, one: Territory) -> Inlines:
    """“Hosting (our mail): Germany only”."""
    statement = said(s, one)
    return joined([stopped((*statement, *mark(one))) if statement else (), note(s, one)])


def said(s: Speaker, one: Territory) -> Inlines:
    """The statement without its full stop; empty where it says neither a place nor a system."""
    if there := where(s, one):
        return s.say(N_("{what}: {where}"), what=label(s, one), where=there)
    return label(s, one) if value(one.system) is not None else ()


def where(s: Speaker, one: Territory) -> Inlines:
    """Who hosts it, and the places."""
    there, operator = place(s, one), value(one.operator)
    if operator is None:
        return there
    shown = s.words(operator)
    return s.say(N_("{operator}, {places}"), operator=shown, places=there) if there else shown


def label(s: Speaker, one: Territory) -> Inlines:
    covers, limit = value(one.covers), value(one.for_)
    subject = s.say(COVERS[covers]) if covers else s.say(N_("Where"))
    limits = [s.words(system)] if (system := value(one.system)) else []
    limits += [named(s, limit)] if limit else []
    return s.say(N_("{what} ({limit})"), what=subject, limit=joined(limits, ", ")) if limits else sentence(subject)


def place(s: Speaker, one: Territory) -> Inlines:
    """The places and how strictly they hold; empty where none is stated."""
    where, strength = places(s, many(one.countries), many(one.areas)), value(one.strength)
    return s.say(STRENGTH[strength], places=where) if where and strength else where
