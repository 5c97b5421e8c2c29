"""For whom or for what an entry holds: kinds of data, activities, people, role, countries, option, in any mix."""

from typing import Any

from pydantic import Field, StrictBool, model_validator

from services.policy_hosting.facts.entry import PLACELESS, Part
from services.policy_hosting.facts.kinds import ActivityCode, CategoryCode, Code, Country, PeopleCode
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import Stated, StatedCodes, StatedMany
from services.policy_hosting.facts.words import Words


class Audience(Part):
    """What an entry is limited to; `part` and `condition` say in words what codes cannot."""

    categories: StatedCodes[CategoryCode] = None
    activities: StatedCodes[ActivityCode] = None
    people: StatedCodes[PeopleCode] = None
    role: Stated[Role] = None
    countries: StatedMany[Country] = None
    option: Stated[Code] = None
    part: Stated[Words] = None
    condition: Stated[Words] = None
    everything_else: StrictBool = Field(default=False, alias="=everything-else")

    @model_validator(mode="before")
    @classmethod
    def _rest(cls, given: Any) -> Any:
        return {PLACELESS + "everything-else": True} if given == "everything-else" else given

    def plain(self) -> Any:
        return "everything-else" if self.everything_else else super().plain()
