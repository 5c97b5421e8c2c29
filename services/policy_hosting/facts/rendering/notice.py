"""`notice`: how long before a change people are told, and where."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.notices import About, Change, Notice, NoticeChannel
from services.policy_hosting.facts.rendering.audiences import named
from services.policy_hosting.facts.rendering.entries import mark, note, sentences
from services.policy_hosting.facts.rendering.speaker import Speaker, joined
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Block, Inlines, Paragraph

CHANGES = {
    (About.THIS_TEXT, Change.MATERIAL): N_("material changes to this text"),
    (About.THIS_TEXT, Change.ANY): N_("changes to this text"),
    (About.SUBPROCESSORS, Change.MATERIAL): N_("material changes of our subprocessors"),
    (About.SUBPROCESSORS, Change.ANY): N_("changes of our subprocessors"),
    (About.TERMS, Change.MATERIAL): N_("material changes to our terms"),
    (About.TERMS, Change.ANY): N_("changes to our terms"),
}
CHANNELS = {
    NoticeChannel.THIS_PAGE: N_("on this page"),
    NoticeChannel.SITES: N_("on our websites"),
    NoticeChannel.MAIL: N_("by e-mail"),
    NoticeChannel.PRODUCT: N_("in the product"),
    NoticeChannel.POST: N_("by post"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """A paragraph per promise; `about=subprocessors` chooses."""
    if s.facts.notices is Said.NONE:
        return [Paragraph(s.say(N_("Changes come without notice.")))]
    about = arguments.get("about")
    return [Paragraph(one(s, entry)) for entry in many(s.facts.notices) if about in {None, entry.about.value}]


def one(s: Speaker, entry: Notice) -> Inlines:
    """“We announce changes to this text at least 30 days before they take effect, on our websites.”."""
    how_often, limit, country = value(entry.how_often), value(entry.for_), value(entry.calendar)
    said = sentences(
        (*_promise(s, entry), *mark(entry)),
        s.say(
            N_("The public holidays of {country} do not count as working days"),
            country=s.translator.country_name(country),
        )
        if country and (length := value(entry.length)) and length.unit.value.startswith("working")
        else (),
        s.say(N_("The page carries the date of its last revision")) if value(entry.revision_date) else (),
        s.say(N_("How often it changes: {how}"), how=s.words(how_often)) if how_often else (),
        note(s, entry),
    )
    return joined([s.say(N_("{whom}:"), whom=named(s, limit)), said]) if limit else said


def subject(s: Speaker, entry: Notice) -> Inlines:
    return s.say(CHANGES[entry.about, value(entry.change) or Change.ANY])


def _promise(s: Speaker, entry: Notice) -> Inlines:
    changes = subject(s, entry)
    where = s.listing([s.say(CHANNELS[channel]) for channel in many(entry.channels)])
    length = value(entry.length)
    if entry.length is Said.NONE:
        return s.say(N_("There is no notice of {changes}"), changes=changes)
    if length and where:
        return s.say(
            N_("We announce {changes} at least {length} before they take effect, {where}"),
            changes=changes,
            length=s.length(length),
            where=where,
        )
    if length:
        return s.say(
            N_("We announce {changes} at least {length} before they take effect"),
            changes=changes,
            length=s.length(length),
        )
    if where:
        return s.say(N_("We announce {changes} {where}"), changes=changes, where=where)
    return s.say(N_("We announce {changes}"), changes=changes)
