"""Where data is: countries, the Economic Area or adequate countries; for hosting or for all of it; per system."""

from enum import StrEnum

from pydantic import Field

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.entry import Entry
from services.policy_hosting.facts.kinds import Country
from services.policy_hosting.facts.said import Stated, StatedMany
from services.policy_hosting.facts.words import Words


class Area(StrEnum):
    """Sets of countries; `adequate` moves with the Commission's decisions, `europe` is no set the law knows."""

    EU = "eu"
    EEA = "eea"
    ADEQUATE = "adequate"
    EUROPE = "europe"
    OUTSIDE_EU = "outside-eu"
    OUTSIDE_EEA = "outside-eea"
    WORLDWIDE = "worldwide"


class Covers(StrEnum):
    HOSTING = "hosting"
    PROCESSING = "all-processing"
    VENDORS = "vendors"


class Strength(StrEnum):
    EXCLUSIVELY = "exclusively"
    PRIMARILY = "primarily"


class Territory(Entry):
    """One statement about where data is."""

    covers: Stated[Covers] = None
    strength: Stated[Strength] = None
    countries: StatedMany[Country] = None
    areas: StatedMany[Area] = None
    system: Stated[Words] = None
    operator: Stated[Words] = None
    for_: Stated[Audience] = Field(default=None, alias="for")
