"""An announcement: that a version will take effect, when, by which way, under which promise; and how that ended."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from tortoise import fields

from services.policy_hosting.versions.promise import Promise
from services.policy_hosting.versions.state import Way
from shared.calendar.notice import Earliest
from shared.events.plain import from_plain, to_plain
from shared.tenancy.model import TenantModel


class Announcement(TenantModel):
    """Kept for ever, also when it was called off: it is the evidence that notice was given."""

    version_id: UUID = fields.UUIDField()
    announced_at: datetime = fields.DatetimeField()
    announced_on: date = fields.DateField()  # a day in the tenant's zone
    effective_on: date = fields.DateField()
    way = fields.CharEnumField(Way, max_length=20)
    promise: Any = fields.JSONField(null=True)  # of the version in force then; null where nothing was promised
    earliest_on: date | None = fields.DateField(null=True)
    reasons: dict[str, str] = fields.JSONField(default=dict)  # public, by language
    by: str = fields.TextField()
    second: str | None = fields.TextField(null=True)
    told_on: date | None = fields.DateField(null=True)  # the last letter was handed over, where letters are promised
    held_on: date | None = fields.DateField(null=True)  # the timer held it back then, for notice had fallen short
    held_from: date | None = fields.DateField(null=True)  # the day it should have taken effect on
    called_off_at: datetime | None = fields.DatetimeField(null=True)
    called_off_on: date | None = fields.DateField(null=True)
    called_off_by: str | None = fields.TextField(null=True)
    called_off_reasons: dict[str, str] = fields.JSONField(default=dict)
    corrected_at: datetime | None = fields.DatetimeField(null=True)  # another version stands in its place since

    class Meta:
        table = "announcement"

    @property
    def counted_from(self) -> date:
        """Where letters are promised, notice runs from the day the last one was handed over."""
        return max(self.announced_on, self.told_on or self.announced_on)

    def kept_promise(self) -> Promise | None:
        found: Promise | None = from_plain(Promise | None, self.promise)
        return found

    def fell_short(self) -> Earliest | None:
        """The day it should wait for, where the notice is not over on the day it was to take effect."""
        promise = self.kept_promise()
        if promise is None or self.way in (Way.LAW, Way.FAVOUR, Way.FIRST):
            return None
        earliest = promise.earliest(self.counted_from)
        return earliest if self.effective_on < earliest.day else None


async def standing(version: UUID) -> Announcement:
    """The announcement that counts for a scheduled version."""
    return await Announcement.get(version_id=version, called_off_at=None, corrected_at=None)


def plain(promise: Promise | None) -> Any:
    """A promise as the announcement keeps it."""
    return to_plain(promise)


async def told(version: UUID, day: date) -> None:
    """The last letter about it was handed over on this day; notice that is promised by mail runs from then."""
    announcement = await standing(version)
    announcement.told_on = max(day, announcement.told_on or day)
    await announcement.save(update_fields=["told_on"])
