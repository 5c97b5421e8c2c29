"""`breach`: who is told of a personal data breach, upon what, how fast."""

from services.policy_hosting.facts.breach import Addressee, Breach, Trigger
from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.audiences import named
from services.policy_hosting.facts.rendering.entries import bullets, mark, note, sentences
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, sentence
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Block, Inlines, Paragraph

TO = {
    Addressee.CUSTOMER: N_("our customer"),
    Addressee.AUTHORITY: N_("the supervisory authority"),
    Addressee.PEOPLE: N_("the people concerned"),
}
UPON = {
    (): N_("We tell {whom} of a personal data breach"),
    (Trigger.KNOWLEDGE,): N_("We tell {whom} of a personal data breach"),
    (Trigger.SUSPICION,): N_("We tell {whom} of a suspected personal data breach"),
    (Trigger.KNOWLEDGE, Trigger.SUSPICION): N_("We tell {whom} of a personal data breach, or of the suspicion of one"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """A sentence per promise."""
    del arguments
    if s.facts.breach is Said.NONE:
        return [Paragraph(s.say(N_("Nothing is promised for breaches beyond the law.")))]
    said = [one(s, entry) for entry in many(s.facts.breach)]
    return [Paragraph(said[0])] if len(said) == 1 else [*bullets(said)]


def one(s: Speaker, entry: Breach) -> Inlines:
    condition, law, limit, within = value(entry.condition), value(entry.law), value(entry.for_), value(entry.within)
    said = s.say(UPON[tuple(sorted(many(entry.triggers)))], whom=whom(s, entry))
    if within:
        said = s.say(N_("{promise}, at the latest {length} after we know of it"), promise=said, length=s.length(within))
    if law:
        said = s.say(N_("{statement} ({law})"), statement=said, law=s.words(law))
    if condition:
        said = joined([said, s.words(condition)], ", ")
    said = sentences((*said, *mark(entry)), note(s, entry))
    return joined([s.say(N_("{whom}:"), whom=sentence(named(s, limit))), said]) if limit else said


def whom(s: Speaker, entry: Breach) -> Inlines:
    """Who is told: words where the text has its own, else the kinds."""
    which = value(entry.which)
    if which:
        return s.words(which)
    return s.listing([s.say(TO[one]) for one in many(entry.to)]) or s.say(N_("those concerned"))
