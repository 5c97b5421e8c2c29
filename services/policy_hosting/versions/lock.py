"""The notice-period lock: whether a version may take effect on a day, by which way, or why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.policy_hosting.actor import Actor
from services.policy_hosting.permissions import Permission
from services.policy_hosting.versions.promise import Promise
from services.policy_hosting.versions.state import Change, Way
from shared.calendar.notice import Earliest
from shared.calendar.wording import sentences
from shared.errors import Invalid, Problem
from shared.phrase import phrase


class TooEarly(Invalid):
    """The promised notice would not be over; says the earliest day and every step that leads there."""

    def __init__(self, earliest: Earliest, note: str = "") -> None:
        why = " ".join([*sentences(earliest, "en"), note]).strip()
        super().__init__(
            f"effective: the earliest day is {earliest.day}. {why}",
            problems=[Problem("effective", phrase("the earliest day is {day}", day=earliest.day.isoformat()))],
        )
        self.earliest = earliest


class NotEditorial(Invalid):
    """The change is called editorial, but it alters what is promised."""

    def __init__(self, subjects: tuple[str, ...]) -> None:
        reason = phrase(
            "an editorial change keeps every promise; this one alters {subjects}", subjects=", ".join(subjects)
        )
        super().__init__(f"change: {reason}", problems=[Problem("change", reason)])
        self.subjects = subjects


@dataclass(frozen=True, kw_only=True)
class Lock:
    """What binds one version on the day of its announcement."""

    announced_on: date
    first: bool  # nothing of this document was ever in force
    binding: tuple[Promise, ...]  # of the version in force now, and those the new one would shorten
    shortened: tuple[Promise, ...]
    altered: tuple[str, ...]  # subjects of the facts that an editorial version may not touch

    def deciding(self, change: Change) -> tuple[Promise, Earliest] | None:
        """The promise that reaches furthest, with the day it leads to; None where nothing is promised."""
        bound = [each for each in self.binding if change is Change.MATERIAL or each.any_change]
        days = [(promise, promise.earliest(self.announced_on)) for promise in bound]
        return max(days, key=lambda each: each[1].day, default=None)

    def earliest(self, change: Change) -> date:
        """The first day on which such a change may take effect without another way."""
        deciding = self.deciding(change)
        return self.announced_on if self.first or deciding is None else deciding[1].day

    def open_for(
        self,
        change: Change,
        effective_on: date,
        *,
        way: Way | None,
        reasons: Mapping[str, str],
        locales: tuple[str, ...],
        actor: Actor,
    ) -> Way:
        """The way this version takes; raises the refusal that names the field and the reason."""
        if self.first:
            return Way.FIRST
        if effective_on < self.announced_on:
            said = "{day} is past; only a first version or history may have a date in the past"
            _refuse("effective", phrase(said, day=effective_on.isoformat()))
        if change is Change.EDITORIAL:
            return self._editorially(effective_on)
        if way in (Way.LAW, Way.FAVOUR):
            self._in_the_open(way, reasons, locales, actor)
            return way
        self._wait(Change.MATERIAL, effective_on)
        return Way.NOTICE

    def _editorially(self, effective_on: date) -> Way:
        if self.altered or self.shortened:
            raise NotEditorial(self.altered or ("notices",))
        self._wait(Change.EDITORIAL, effective_on)
        return Way.EDITORIAL

    def _in_the_open(self, way: Way, reasons: Mapping[str, str], locales: tuple[str, ...], actor: Actor) -> None:
        actor.need(Permission.HASTEN_BY_LAW if way is Way.LAW else Permission.HASTEN_IN_FAVOUR)
        if self.shortened:
            # otherwise a hurried version would open the lock for the next one
            _refuse(
                "way", phrase("a shorter notice period itself waits out the longer one; make it a version of its own")
            )
        missing = [locale for locale in locales if not reasons.get(locale, "").strip()]
        if missing:
            reason = phrase("is needed in every language of the tenant; readers will see it")
            raise Invalid(
                f"reason: {reason} (missing: {', '.join(missing)})",
                problems=[Problem(f"reason.{locale}", reason) for locale in missing],
            )
        actor.need_second()

    def _wait(self, change: Change, effective_on: date) -> None:
        deciding = self.deciding(change)
        if deciding is not None and effective_on < deciding[1].day:
            note = "A shorter notice period itself waits out the longer one." if self.shortened else ""
            raise TooEarly(deciding[1], note)


def _refuse(field: str, reason: str) -> None:
    raise Invalid(f"{field}: {reason}", problems=[Problem(field, reason)])
