"""A period in words: "until the contract ends, then at most 3 years"."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.speaker import Speaker
from services.policy_hosting.facts.retention import Counts, Event, Retention, Stage
from services.policy_hosting.facts.said import many, value
from services.policy_hosting.facts.words import Words
from services.policy_hosting.texts.tree import Inlines

UNTIL = {
    Event.COLLECTED: N_("until it is collected"),
    Event.RECORDED: N_("until it is recorded"),
    Event.COOKIE_SET: N_("until the cookie is set"),
    Event.LAST_CONTACT: N_("until our last contact with you"),
    Event.LAST_CONTACT_FROM_PERSON: N_("until you last contact us"),
    Event.APPLIED: N_("until you apply"),
    Event.HIRED: N_("until you are hired"),
    Event.EMPLOYMENT_ENDED: N_("until the employment ends"),
    Event.CONTRACT_ENDED: N_("until the contract ends"),
    Event.SUBSCRIPTION_ENDED: N_("until the subscription ends"),
    Event.RELATIONSHIP_ENDED: N_("until the business relationship ends"),
    Event.ACCOUNT_CLOSED: N_("until the account is closed"),
    Event.DEBITED: N_("until the payment is debited"),
    Event.DOCUMENT_ISSUED: N_("until the document is issued"),
    Event.FINANCIAL_YEAR_CLOSED: N_("until the financial year closes"),
    Event.CONSENT_WITHDRAWN: N_("until you withdraw your consent"),
    Event.REQUEST_ANSWERED: N_("until your request is answered"),
    Event.SESSION_ENDED: N_("until you close your browser"),
    Event.PURPOSE_REACHED: N_("until the purpose is reached"),
    Event.DELETED_BY_USER: N_("until the user deletes it"),
    Event.DELETED_BY_CUSTOMER: N_("until the customer deletes it"),
    Event.LIMITATION_EXPIRED: N_("until claims are time-barred"),
    Event.REMEDIES_EXHAUSTED: N_("until all remedies are exhausted"),
}
SINCE = {
    Event.COLLECTED: N_("from collection"),
    Event.RECORDED: N_("from recording"),
    Event.COOKIE_SET: N_("from when the cookie is set"),
    Event.LAST_CONTACT: N_("from our last contact with you"),
    Event.LAST_CONTACT_FROM_PERSON: N_("from your last contact with us"),
    Event.APPLIED: N_("from your application"),
    Event.HIRED: N_("from your hiring"),
    Event.EMPLOYMENT_ENDED: N_("from the end of the employment"),
    Event.CONTRACT_ENDED: N_("from the end of the contract"),
    Event.SUBSCRIPTION_ENDED: N_("from the end of the subscription"),
    Event.RELATIONSHIP_ENDED: N_("from the end of the business relationship"),
    Event.ACCOUNT_CLOSED: N_("from the closing of the account"),
    Event.DEBITED: N_("from the debit"),
    Event.DOCUMENT_ISSUED: N_("from the issue of the document"),
    Event.FINANCIAL_YEAR_CLOSED: N_("from the close of the financial year"),
    Event.CONSENT_WITHDRAWN: N_("from the withdrawal of your consent"),
    Event.REQUEST_ANSWERED: N_("from the answer to your request"),
    Event.SESSION_ENDED: N_("from the end of the session"),
    Event.PURPOSE_REACHED: N_("from when the purpose is reached"),
    Event.DELETED_BY_USER: N_("from deletion by the user"),
    Event.DELETED_BY_CUSTOMER: N_("from deletion by the customer"),
    Event.LIMITATION_EXPIRED: N_("from when claims are time-barred"),
    Event.REMEDIES_EXHAUSTED: N_("from when all remedies are exhausted"),
}
WHYS = {
    "reversibility": N_("so that you can take your data back"),
    "evidence": N_("as evidence"),
    "legal-duty": N_("required by law"),
    "backup": N_("in backups"),
    "disputes": N_("in case of a dispute"),
}
_COUNTS = {
    Counts.EARLIEST: N_("{since}, whichever comes first"),
    Counts.LATEST: N_("{since}, whichever comes last"),
}


def spell(s: Speaker, stages: tuple[Stage, ...]) -> Inlines:
    """Stages one after another."""
    said: Inlines = ()
    previous: Stage | None = None
    for stage in stages:
        span = _stage(s, stage, previous)
        if span:
            said = s.say(N_("{first}, then {second}"), first=said, second=span) if said else span
        previous = stage
    return said


def period(s: Speaker, row: Retention) -> Inlines:
    """How long a row says, without its options and exceptions; empty where it does not say."""
    said = spell(s, many(row.stages))
    criterion = value(row.criterion)
    if criterion is None:
        return said
    stated: Inlines = s.words(criterion)
    return s.say(N_("{first}, then {second}"), first=said, second=stated) if said else stated


def _stage(s: Speaker, stage: Stage, previous: Stage | None) -> Inlines:
    span = _span(s, stage, previous)
    if not span:
        return ()
    if (why := value(stage.why)) is not None:
        reason: Inlines = s.words(why.words) if isinstance(why.words, Words) else s.say(WHYS[str(why.code)])
        span = s.say(N_("{span} ({why})"), span=span, why=reason)
    return s.say(N_("in archive: {span}"), span=span) if value(stage.archive) else span


def _span(s: Speaker, stage: Stage, previous: Stage | None) -> Inlines:
    length, until = value(stage.length), value(stage.until)
    if length is None:
        return s.say(UNTIL[until]) if until else ()
    if length.amount == 0:
        return s.say(N_("not kept at all"))
    figure: Inlines = s.say(N_("{length}"), length=s.length(length))
    if value(stage.at_most):
        figure = s.say(N_("at most {length}"), length=figure)
    if until is not None:
        return s.say(N_("{until} ({length})"), until=s.say(UNTIL[until]), length=figure)
    events = many(stage.from_)
    follows = previous is not None and events == (value(previous.until),)
    if not events or follows:
        return figure
    return s.say(N_("{length} {since}"), length=figure, since=_since(s, events, value(stage.which)))


def _since(s: Speaker, events: tuple[Event, ...], which: Counts | None) -> Inlines:
    since = s.listing([s.say(SINCE[event]) for event in events], "or")
    return s.say(_COUNTS[which], since=since) if which else since
