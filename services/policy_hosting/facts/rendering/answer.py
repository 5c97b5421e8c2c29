"""`answer-time`: how soon an answer comes, as sentences or as a phrase inside one."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.audiences import named
from services.policy_hosting.facts.rendering.entries import mark, note, sentences
from services.policy_hosting.facts.rendering.speaker import Speaker, joined
from services.policy_hosting.facts.rights import Answer, Extension, ExtensionReason, From, Promise
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Block, Inlines, Paragraph, text

START = {
    From.RECEIPT: N_("of receiving your request"),
    From.CONFIRMATION: N_("of confirming that we received your request"),
    From.IDENTITY_PROVED: N_("of being sure who you are"),
}
FIGURE_START = {
    From.RECEIPT: N_("{length} from receipt of your request"),
    From.CONFIRMATION: N_("{length} from the confirmation that we received your request"),
    From.IDENTITY_PROVED: N_("{length} from when we are sure who you are"),
}
ANSWER = {
    (Promise.SHALL, False): N_("We answer within {length} {start}"),
    (Promise.SHALL, True): N_("We answer as soon as possible, and within {length} {start} at the latest"),
    (Promise.TRIES, False): N_("We try to answer within {length} {start}"),
    (Promise.TRIES, True): N_("We try to answer as soon as possible, and within {length} {start}"),
}
ANSWER_OPEN = {
    Promise.SHALL: N_("Our answer takes at most {length}"),
    Promise.TRIES: N_("We try to make our answer take at most {length}"),
}
WITHIN = {
    From.RECEIPT: N_("within {length} of receiving your request"),
    From.CONFIRMATION: N_("within {length} of confirming that we received your request"),
    From.IDENTITY_PROVED: N_("within {length} of being sure who you are"),
}
BECAUSE = {
    ExtensionReason.COMPLEXITY: N_("your request is complex"),
    ExtensionReason.NUMBER: N_("there are many requests"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """A paragraph per clause; `form=phrase` gives the figure alone, `form=from` the figure and its start."""
    if (form := arguments.get("form")) is not None:
        said = phrase(s, with_start=form == "from")
        return [Paragraph(said)] if said else []
    if s.facts.answer is Said.NONE:
        return [Paragraph(s.say(N_("No time to answer is promised; the law gives us one month.")))]
    return [Paragraph(said) for clause in many(s.facts.answer) if (said := one(s, clause))]


def phrase(s: Speaker, *, with_start: bool = False) -> Inlines:
    """The first clause's figure: "1 month", or "1 month from receipt of your request"."""
    clause = next((one for one in many(s.facts.answer) if value(one.length)), None)
    length = value(clause.length) if clause else None
    if clause is None or length is None:
        return ()
    start = value(clause.from_)
    figure = s.length(length)
    return s.say(FIGURE_START[start], length=figure) if with_start and start else text(figure)


def within(s: Speaker) -> str | None:
    """When an answer comes, to stand in a sentence of the page: "within 1 month of receiving your request"."""
    clause = next((one for one in many(s.facts.answer) if value(one.length)), None)
    length = value(clause.length) if clause else None
    if clause is None or length is None:
        return None
    start = value(clause.from_)
    return s.text(WITHIN[start] if start else N_("within {length}"), length=s.length(length))


def one(s: Speaker, clause: Answer) -> Inlines:
    """A clause with its extension."""
    limit = value(clause.for_)
    said = sentences(
        (*_promise(s, clause), *mark(clause)) if _promise(s, clause) else (),
        *_extension(s, value(clause.extension)),
        note(s, clause),
    )
    return joined([s.say(N_("{whom}:"), whom=named(s, limit)), said]) if limit and said else said


def _promise(s: Speaker, clause: Answer) -> Inlines:
    strength, soon = value(clause.strength) or Promise.SHALL, bool(value(clause.as_soon_as_possible))
    length, start = value(clause.length), value(clause.from_)
    if clause.length is Said.NONE:
        return s.say(N_("No time to answer is promised"))
    if length is None:
        return s.say(N_("We answer as soon as possible")) if soon else ()
    if start is None:
        return s.say(ANSWER_OPEN[strength], length=s.length(length))
    return s.say(ANSWER[strength, soon], length=s.length(length), start=s.say(START[start]))


def _extension(s: Speaker, extension: Extension | None) -> list[Inlines]:
    if extension is None:
        return []
    reasons = s.listing([s.say(BECAUSE[reason]) for reason in many(extension.conditions)], "or")
    length, notice = value(extension.length), value(extension.notice)
    figure = s.length(length) if length else None
    if figure and reasons:
        said = s.say(N_("It can take {length} more if {reasons}"), length=figure, reasons=reasons)
    elif figure:
        said = s.say(N_("It can take {length} more"), length=figure)
    else:
        said = s.say(N_("It can take longer if {reasons}"), reasons=reasons) if reasons else ()
    if notice is None:
        return [said]
    start = s.say(START[value(notice.from_) or From.RECEIPT])
    told = (
        N_("In that case we tell you why within {length} {start}")
        if value(notice.with_reasons)
        else N_("In that case we tell you within {length} {start}")
    )
    return [said, s.say(told, length=s.length(notice.length), start=start)]
