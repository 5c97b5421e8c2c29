"""Who receives data, and under what duty; vendors in the register are pointed to, never listed twice."""

from enum import StrEnum

from pydantic import Field, StrictBool, model_validator

from services.policy_hosting.facts.entry import Entry
from services.policy_hosting.facts.kinds import CategoryCode, Country, Line, RecipientCode, RegisterKey, Url
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import Stated, StatedCodes, StatedMany
from services.policy_hosting.facts.territory import Area
from services.policy_hosting.facts.words import Words


class RecipientKind(StrEnum):
    OWN_STAFF = "own-staff"
    GROUP = "group"
    PROCESSOR = "processor"
    SUBPROCESSOR = "subprocessor"
    JOINT_CONTROLLER = "joint-controller"
    SEPARATE_CONTROLLER = "separate-controller"
    AUTHORITY = "authority"
    CUSTOMER = "customer"
    THIRD_PARTY = "third-party"
    PUBLIC = "public"


class Duty(StrEnum):
    CONFIDENTIALITY = "confidentiality"
    SECURITY = "security"
    ON_INSTRUCTION = "on-instruction"
    NO_OWN_ENDS = "no-own-ends"


class Recipient(Entry):
    """A recipient, named or as a category (GDPR Art. 13(1)(e)); `register` points into the subprocessor register."""

    code: Stated[RecipientCode] = None
    kind: RecipientKind
    name: Stated[Line] = None
    label: Stated[Words] = None
    register_: StatedCodes[RegisterKey] = Field(default=None, alias="register")
    role: Stated[Role] = None
    purpose: Stated[Words] = None
    categories: StatedCodes[CategoryCode] = None
    condition: Stated[Words] = None
    duties: StatedMany[Duty] = None
    duty: Stated[Words] = None
    countries: StatedMany[Country] = None
    areas: StatedMany[Area] = None
    own_policy: Stated[Url] = None
    objection: Stated[Words] = None
    consequence: Stated[Words] = None

    @model_validator(mode="after")
    def _not_listed_twice(self) -> "Recipient":
        if self.kind is RecipientKind.SUBPROCESSOR and self.name is not None:
            raise ValueError("names a subprocessor: give its key under register instead, so that it is listed once")
        return self


class Tool(StrEnum):
    """What a transfer rests on: GDPR Art. 45 to 49. An invalid one can be stored, and is flagged."""

    ADEQUACY = "adequacy"
    SCC = "standard-contractual-clauses"
    BCR = "binding-corporate-rules"
    DPF = "data-privacy-framework"
    CODE_OF_CONDUCT = "code-of-conduct"
    CERTIFICATION = "certification"
    UK_IDTA = "uk-idta"
    DEROGATION = "derogation"
    PRIVACY_SHIELD = "privacy-shield"
    SAFE_HARBOUR = "safe-harbour"


class Transfer(Entry):
    """Data that leaves the European Economic Area: to whom, where, on which of which tools."""

    to: StatedMany[RecipientCode] = None
    kind: Stated[RecipientKind] = None
    label: Stated[Words] = None
    register_: StatedCodes[RegisterKey] = Field(default=None, alias="register")
    countries: StatedMany[Country] = None
    areas: StatedMany[Area] = None
    tools: StatedMany[Tool] = None
    at_least_one: Stated[StrictBool] = None
    copy_: Stated[Words] = Field(default=None, alias="copy")
    """How to get a copy of the safeguards: GDPR Art. 13(1)(f)."""
    told: Stated[Words] = None
    avoided: Stated[Words] = None
    condition: Stated[Words] = None
