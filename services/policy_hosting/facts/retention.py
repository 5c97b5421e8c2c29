"""How long what is kept: rows of their own, with stages, events, criteria, options and exceptions."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool, model_validator

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.codes import OPTIONS
from services.policy_hosting.facts.entry import Entry
from services.policy_hosting.facts.kinds import Code
from services.policy_hosting.facts.length import Length
from services.policy_hosting.facts.said import Stated, StatedMany
from services.policy_hosting.facts.term import Term, one_of
from services.policy_hosting.facts.words import Words


class Event(StrEnum):
    """What a period starts from or ends with."""

    COLLECTED = "collected"
    RECORDED = "recorded"
    COOKIE_SET = "cookie-set"
    LAST_CONTACT = "last-contact"
    LAST_CONTACT_FROM_PERSON = "last-contact-from-person"
    APPLIED = "applied"
    HIRED = "hired"
    EMPLOYMENT_ENDED = "employment-ended"
    CONTRACT_ENDED = "contract-ended"
    SUBSCRIPTION_ENDED = "subscription-ended"
    RELATIONSHIP_ENDED = "business-relationship-ended"
    ACCOUNT_CLOSED = "account-closed"
    DEBITED = "debited"
    DOCUMENT_ISSUED = "document-issued"
    FINANCIAL_YEAR_CLOSED = "financial-year-closed"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    REQUEST_ANSWERED = "request-answered"
    SESSION_ENDED = "session-ended"
    PURPOSE_REACHED = "purpose-reached"
    DELETED_BY_USER = "deleted-by-user"
    DELETED_BY_CUSTOMER = "deleted-by-customer"
    LIMITATION_EXPIRED = "limitation-expired"
    REMEDIES_EXHAUSTED = "remedies-exhausted"


class Counts(StrEnum):
    """Which of several starting events counts."""

    EARLIEST = "earliest"
    LATEST = "latest"


class Then(StrEnum):
    """What happens at the end."""

    ERASED = "erased"
    ANONYMISED = "anonymised"
    RETURNED = "returned"
    NOTHING_KEPT = "nothing-kept"


WHYS = ("reversibility", "evidence", "legal-duty", "backup", "disputes")
WHENS = ("hired", "litigation", "dispute", "complaint", "law-requires-longer", "evidence", "anonymised")
NO_STAGES = {"law-requires-longer"}


class Stage(Entry):
    """One stretch of keeping: a length, until an event, or both; in use, or in archive."""

    archive: Stated[StrictBool] = None
    until: Stated[Event] = None
    length: Stated[Length] = None
    from_: StatedMany[Event] = Field(default=None, alias="from")
    which: Stated[Counts] = None
    at_most: Stated[StrictBool] = None
    why: Stated[Annotated[Term, one_of(WHYS)]] = None
    source: Stated[Words] = None

    @model_validator(mode="after")
    def _makes_sense(self) -> "Stage":
        if self.length is None and self.until is None:
            raise ValueError("needs a length or until (either may be not-stated)")
        if self.length is None and self.from_ is not None:
            raise ValueError("says from when, but not how long")
        if self.which is not None and (not isinstance(self.from_, tuple) or len(self.from_) < 2):  # noqa: PLR2004
            raise ValueError("says which event counts, but names fewer than two")
        if self.length is None and self.at_most is not None:
            raise ValueError("says at most, but no length")
        return self


class Option(Entry):
    """Other stages for those who took a paid option."""

    name: Code
    label: Stated[Words] = None
    stages: StatedMany[Stage] = None

    @model_validator(mode="after")
    def _named(self) -> "Option":
        if self.label is None and self.name not in OPTIONS:
            raise ValueError(f"is called “{self.name}”, which is not shipped: give it a label")
        return self


class Unless(Entry):
    """When the row does not hold, and what holds then."""

    when: Annotated[Term, one_of(WHENS)]
    stages: StatedMany[Stage] = None
    criterion: Stated[Words] = None


class Retention(Entry):
    """How long something is kept."""

    for_: Audience = Field(alias="for")
    stages: StatedMany[Stage] = None
    criterion: Stated[Words] = None
    option: Stated[Option] = None
    ends_also: StatedMany[Event] = None
    unless: StatedMany[Unless] = None
    then: Stated[Then] = None
    source: Stated[Words] = None

    @model_validator(mode="after")
    def _says_how_long(self) -> "Retention":
        if self.stages is None and self.criterion is None:
            raise ValueError("needs stages or a criterion (either may be none or not-stated)")
        return self
