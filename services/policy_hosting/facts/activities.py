"""What is done with data: each activity with its purpose, role, people, data and legal bases."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool

from services.policy_hosting.facts.entry import Entry, Part
from services.policy_hosting.facts.kinds import ActivityCode, CategoryCode, DpvTerm, PeopleCode, RecipientCode
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import Stated, StatedCodes, StatedMany
from services.policy_hosting.facts.words import Words


class Article(StrEnum):
    """The legal basis: a letter of GDPR Art. 6(1), or the customer's where we are processor."""

    CONSENT = "6(1)(a)"
    CONTRACT = "6(1)(b)"
    LEGAL_OBLIGATION = "6(1)(c)"
    VITAL_INTERESTS = "6(1)(d)"
    PUBLIC_TASK = "6(1)(e)"
    LEGITIMATE_INTERESTS = "6(1)(f)"
    CUSTOMERS = "the-customers"


class Whose(StrEnum):
    """Whose interest: Art. 6(1)(f) allows a third party's too."""

    OURS = "ours"
    CUSTOMERS = "the-customers"
    THIRD_PARTY = "third-party"


class Consent(Part):
    """How consent is given and withdrawn: GDPR Art. 7."""

    given: Stated[Words] = None
    withdrawn: Stated[Words] = None
    by_use: Stated[StrictBool] = None
    """Whether using the service is taken for consent; can be stored, and is flagged."""


class Basis(Entry):
    article: Article
    special: Stated[Annotated[str, Field(pattern=r"^9\(2\)\([a-j]\)$")]] = None
    law: Stated[Words] = None
    whose: StatedMany[Whose] = None
    interest: Stated[Words] = None
    condition: Stated[Words] = None
    consent: Stated[Consent] = None


class Automated(Entry):
    """A decision made without a person: its logic and its effect (GDPR Art. 13(2)(f), 22)."""

    logic: Words
    effect: Stated[Words] = None


class Activity(Entry):
    """An activity; the label overrides the shipped one and makes the code one's own."""

    code: ActivityCode
    label: Stated[Words] = None
    dpv: StatedMany[DpvTerm] = None
    role: Stated[Role] = None
    people: StatedCodes[PeopleCode] = None
    categories: StatedCodes[CategoryCode] = None
    may: Stated[StrictBool] = None
    """Whether it only may happen, such as a call that may be recorded."""
    condition: Stated[Words] = None
    bases: StatedMany[Basis] = None
    recipients: StatedMany[RecipientCode] = None
    automated: Stated[Automated] = None
