"""Who is told of a personal data breach, upon what, and how fast."""

from enum import StrEnum

from pydantic import Field

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.entry import Entry
from services.policy_hosting.facts.length import Length
from services.policy_hosting.facts.said import Stated, StatedMany
from services.policy_hosting.facts.words import Words


class Addressee(StrEnum):
    CUSTOMER = "customer"
    AUTHORITY = "authority"
    PEOPLE = "people"


class Trigger(StrEnum):
    KNOWLEDGE = "knowledge"
    SUSPICION = "suspicion"


class Breach(Entry):
    """A promise to tell of a breach: GDPR Art. 33, 34, or a law of its own sector."""

    to: StatedMany[Addressee] = None
    which: Stated[Words] = None
    triggers: StatedMany[Trigger] = None
    within: Stated[Length] = None
    condition: Stated[Words] = None
    law: Stated[Words] = None
    for_: Stated[Audience] = Field(default=None, alias="for")
