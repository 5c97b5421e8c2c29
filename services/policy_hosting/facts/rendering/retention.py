"""`retention`: how long what is kept, shortest first."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering import audiences
from services.policy_hosting.facts.rendering.entries import headed, lines, note
from services.policy_hosting.facts.rendering.periods import period, spell
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, sentence, stopped
from services.policy_hosting.facts.retention import Event, Retention, Stage, Then, Unless
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.facts.words import Words
from services.policy_hosting.texts.tree import Block, Inlines, Paragraph, Table

ENDS = {
    Event.DELETED_BY_USER: N_("when the user deletes it"),
    Event.DELETED_BY_CUSTOMER: N_("when the customer deletes it"),
    Event.CONSENT_WITHDRAWN: N_("when you withdraw your consent"),
    Event.ACCOUNT_CLOSED: N_("when the account is closed"),
    Event.COLLECTED: N_("when it is collected"),
    Event.RECORDED: N_("when it is recorded"),
    Event.COOKIE_SET: N_("when the cookie is set"),
    Event.LAST_CONTACT: N_("at our last contact with you"),
    Event.LAST_CONTACT_FROM_PERSON: N_("at your last contact with us"),
    Event.APPLIED: N_("when you apply"),
    Event.HIRED: N_("when you are hired"),
    Event.EMPLOYMENT_ENDED: N_("when the employment ends"),
    Event.CONTRACT_ENDED: N_("when the contract ends"),
    Event.SUBSCRIPTION_ENDED: N_("when the subscription ends"),
    Event.RELATIONSHIP_ENDED: N_("when the business relationship ends"),
    Event.DEBITED: N_("when the payment is debited"),
    Event.DOCUMENT_ISSUED: N_("when the document is issued"),
    Event.FINANCIAL_YEAR_CLOSED: N_("when the financial year closes"),
    Event.REQUEST_ANSWERED: N_("when your request is answered"),
    Event.SESSION_ENDED: N_("when you close your browser"),
    Event.PURPOSE_REACHED: N_("when the purpose is reached"),
    Event.LIMITATION_EXPIRED: N_("when claims are time-barred"),
    Event.REMEDIES_EXHAUSTED: N_("when all remedies are exhausted"),
}
THEN = {
    Then.ERASED: N_("Then erased"),
    Then.ANONYMISED: N_("Then anonymised"),
    Then.RETURNED: N_("Then returned"),
    Then.NOTHING_KEPT: N_("Nothing is kept afterwards"),
}
IF = {
    "hired": N_("If you are hired: {span}"),
    "litigation": N_("If there is litigation: {span}"),
    "dispute": N_("If a dispute is likely: {span}"),
    "complaint": N_("If there is a complaint: {span}"),
    "law-requires-longer": N_("If the law requires longer: {span}"),
    "evidence": N_("If needed as evidence: {span}"),
    "anonymised": N_("If anonymised: {span}"),
}
LONGER = {
    "hired": N_("Longer if you are hired"),
    "litigation": N_("Longer if there is litigation"),
    "dispute": N_("Longer if a dispute is likely"),
    "complaint": N_("Longer if there is a complaint"),
    "law-requires-longer": N_("Longer where the law requires it"),
    "evidence": N_("Longer where needed as evidence"),
    "anonymised": N_("Longer once anonymised"),
}
ZERO = (False, False, False, 0)
_OPEN = 1e9


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """A table of what and how long; `for`, `category`, `activity` and `role` choose rows."""
    if s.facts.retention is Said.NONE:
        return [Paragraph(s.say(N_("We keep no personal data.")))]
    rows = [row for row in sorted(many(s.facts.retention), key=duration) if how_long(s, row)]
    chosen = _chosen(rows, arguments)
    if not chosen:
        return []
    return [
        Table(
            head=(s.say(N_("What")), s.say(N_("How long"))),
            rows=tuple((headed(row, audiences.named(s, row.for_)), how_long(s, row)) for row in chosen),
            label=s.text(N_("How long we keep data")),
        )
    ]


def how_long(s: Speaker, row: Retention) -> Inlines:
    """All a row says, in lines under each other."""
    return lines(
        sentence(period(s, row)),
        _option(s, row),
        besides(s, row),
    )


def besides(s: Speaker, row: Retention) -> Inlines:
    """All a row says but its periods."""
    return lines(
        *(exception(s, unless) for unless in many(row.unless)),
        _ending(s, row),
        *(_source(s, stated) for stated in _sources(row)),
        *(note(s, entry) for entry in (row, *many(row.stages))),
    )


def exception(s: Speaker, unless: Unless) -> Inlines:
    """When the row does not hold, and what holds then."""
    span = spell(s, many(unless.stages)) or (s.words(stated) if (stated := value(unless.criterion)) else ())
    if unless.when.words is not None:
        when = s.words(unless.when.words)
        return stopped(
            s.say(N_("{when}: {span}"), when=when, span=span) if span else s.say(N_("Except: {when}"), when=when)
        )
    code = str(unless.when.code)
    return stopped(s.say(IF[code], span=span) if span else s.say(LONGER[code]))


def duration(row: Retention) -> tuple[float, ...]:
    """Sorts rows: zero, then figures by length, then those that start with an event, criteria, the rest."""
    stages = many(row.stages)
    fixed = [length.days for stage in stages if (length := value(stage.length)) is not None]
    opens = any(value(stage.until) is not None and value(stage.length) is None for stage in stages)
    return (row.for_.everything_else, not fixed, opens, sum(fixed) if fixed else _OPEN)


def _chosen(rows: list[Retention], arguments: dict[str, str]) -> list[Retention]:
    wanted = {"for": "people", "category": "categories", "activity": "activities"}
    chosen = rows
    for argument, field in wanted.items():
        if argument in arguments:
            chosen = [row for row in chosen if arguments[argument] in many(getattr(row.for_, field))]
    if "role" in arguments:
        chosen = [row for row in chosen if value(row.for_.role) == arguments["role"]]
    return chosen or [row for row in rows if row.for_.everything_else]


def _option(s: Speaker, row: Retention) -> Inlines:
    option = value(row.option)
    if option is None or not (span := spell(s, many(option.stages))):
        return ()
    label = s.option(str(option.name), value(option.label))
    return stopped(s.say(N_("With the option “{option}”: {span}"), option=label, span=span))


def _ending(s: Speaker, row: Retention) -> Inlines:
    """What ends it earlier, and what happens then."""
    said = [s.say(ENDS[event]) for event in many(row.ends_also)]
    then = None if duration(row) == ZERO else value(row.then)
    return joined(
        [
            stopped(s.say(N_("Ends earlier {when}"), when=s.listing(said, "or"))) if said else (),
            stopped(s.say(THEN[then])) if then else (),
        ]
    )


def _sources(row: Retention) -> list[Words]:
    stages: tuple[Stage, ...] = many(row.stages)
    return [stated for stated in (value(row.source), *(value(stage.source) for stage in stages)) if stated]


def _source(s: Speaker, stated: Words) -> Inlines:
    return s.say(N_("Source: {source}"), source=s.words(stated))
