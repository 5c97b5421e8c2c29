"""The kinds of data: what belongs to them, where they come from, whether they must be given."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.entry import Entry
from services.policy_hosting.facts.kinds import CategoryCode, DpvTerm
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import Stated, StatedMany
from services.policy_hosting.facts.words import Words


class Origin(StrEnum):
    """Where data comes from: GDPR Art. 13 and 14(2)(f)."""

    PERSON = "person"
    OBSERVED = "observed"
    GENERATED = "generated"
    CUSTOMER = "customer"
    THIRD_PARTY = "third-party"
    PUBLIC = "public"


class Source(Entry):
    """A source, which one, and at what moment."""

    origin: Origin
    which: Stated[Words] = None
    moment: Stated[Words] = None


class Demand(StrEnum):
    LAW = "law"
    CONTRACT = "contract"
    VOLUNTARY = "voluntary"


class Obligation(Entry):
    """Whether a person must give the data, and what happens otherwise: GDPR Art. 13(2)(e)."""

    by: Demand
    law: Stated[Words] = None
    consequence: Stated[Words] = None


class Protected(StrEnum):
    """Data of special categories (GDPR Art. 9) or on criminal matters (Art. 10)."""

    SPECIAL = "special"
    CRIMINAL = "criminal"


class Special(Entry):
    kind: Protected
    condition: Stated[Words] = None
    article: Stated[Annotated[str, Field(pattern=r"^(9\(2\)\([a-j]\)|10)$")]] = None


class Group(Entry):
    """A part of a kind of data that needs its own words."""

    label: Words
    examples: StatedMany[Words] = None
    obligation: Stated[Obligation] = None
    condition: Stated[Words] = None


class Category(Entry):
    """A kind of data; the label overrides the shipped one and makes the code one's own."""

    code: CategoryCode
    label: Stated[Words] = None
    dpv: StatedMany[DpvTerm] = None
    examples: StatedMany[Words] = None
    open_ended: Stated[StrictBool] = None
    groups: StatedMany[Group] = None
    sources: StatedMany[Source] = None
    obligation: Stated[Obligation] = None
    special: Stated[Special] = None
    personal: Stated[StrictBool] = None
    personal_again: Stated[Words] = None
    """When data that is not personal becomes so again."""
    roles: StatedMany[Role] = None
    for_: Stated[Audience] = Field(default=None, alias="for")
