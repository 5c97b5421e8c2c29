"""Lengths of time as they are written: `90 days`, `1 month`, `30 working-days-mon-sat`, `0 days`."""

import re
from enum import StrEnum
from typing import Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.policy_hosting.facts.entry import PLACELESS, Part


class Unit(StrEnum):
    """Units of time; working days are counted Monday to Friday, Monday to Saturday, or the text does not say which."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    WORKING_DAY = "working-day"
    WORKING_DAY_MON_FRI = "working-day-mon-fri"
    WORKING_DAY_MON_SAT = "working-day-mon-sat"


_PATTERN = re.compile(r"(\d{1,5}) (hour|day|week|month|year|working-day)s?(-mon-fri|-mon-sat)?")
_DAYS = {
    Unit.HOUR: 1 / 24,
    Unit.DAY: 1,
    Unit.WEEK: 7,
    Unit.MONTH: 365.25 / 12,
    Unit.YEAR: 365.25,
    Unit.WORKING_DAY: 7 / 5,
    Unit.WORKING_DAY_MON_FRI: 7 / 5,
    Unit.WORKING_DAY_MON_SAT: 7 / 6,
}


class Length(Part):
    """A number of units; zero is a length."""

    amount: int = Field(alias="=amount")
    unit: Unit = Field(alias="=unit")

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:
        found = _PATTERN.fullmatch(given.strip()) if isinstance(given, str) else None
        if not found or (found[3] and found[2] != "working-day"):
            raise PydanticCustomError(
                "length",
                "must be a number and a unit, such as 90 days, 6 months or 30 working-days-mon-fri, not “{given}”",
                {"given": str(given)[:60]},
            )
        return {PLACELESS + "amount": int(found[1]), PLACELESS + "unit": found[2] + (found[3] or "")}

    def plain(self) -> str:
        unit = self.unit.value
        return f"{self.amount} {unit if self.amount == 1 else _plural(unit)}"

    @property
    def days(self) -> float:
        """About how many days, to sort and to draw by; never to compute a deadline with."""
        return self.amount * _DAYS[self.unit]


def _plural(unit: str) -> str:
    return unit.replace("working-day", "working-days") if unit.startswith("working") else unit + "s"
