"""What must be kept, as plain values for the other services: PromisesChanged carries them."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from services.policy_hosting.facts.entry import plain
from services.policy_hosting.facts.length import Length, Unit
from services.policy_hosting.facts.notices import About, Change
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.said import is_stated, many, value

KEPT = (
    "retention",
    "recipients",
    "transfers",
    "territory",
    "rights",
    "answer",
    "identity",
    "notices",
    "breach",
    "cookies",
)
"""The subjects somebody can keep or break. Contacts and officers stay out: names of people are not for the bus."""


def promises(facts: Facts) -> dict[str, Any]:
    """The promises as they stand in the facts' YAML, ready for JSON; what is not stated is absent."""
    return {subject: plain(stated) for subject in KEPT if is_stated(stated := getattr(facts, subject))}


@dataclass(frozen=True, slots=True)
class NoticePromise:
    """How long before a change people are told."""

    about: str
    material_only: bool
    length: int
    unit: str
    """calendar-days, months,
    working-days-mon-fri, working-days-mon-sat, or working-days (the text does not say which)."""
    calendar: str | None
    """The country whose public holidays are no working days; None where the text does not say."""
    channels: tuple[str, ...]


def notice_promise(facts: Facts, about: str = About.THIS_TEXT) -> NoticePromise | None:
    """The longest promise of notice about something; None where none is stated."""
    stated = [
        (entry, length) for entry in many(facts.notices) if entry.about == about and (length := value(entry.length))
    ]
    if not stated:
        return None
    entry, length = max(stated, key=lambda pair: pair[1].days)
    amount, unit = _counted(length)
    return NoticePromise(
        about=entry.about.value,
        material_only=value(entry.change) is Change.MATERIAL,
        length=amount,
        unit=unit,
        calendar=value(entry.calendar),
        channels=tuple(channel.value for channel in many(entry.channels)),
    )


def _counted(length: Length) -> tuple[int, str]:
    match length.unit:
        case Unit.HOUR:
            return ceil(length.amount / 24), "calendar-days"
        case Unit.DAY:
            return length.amount, "calendar-days"
        case Unit.WEEK:
            return length.amount * 7, "calendar-days"
        case Unit.MONTH:
            return length.amount, "months"
        case Unit.YEAR:
            return length.amount * 12, "months"
        case working:
            return length.amount, working.value.replace("working-day", "working-days")
