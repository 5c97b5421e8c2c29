"""The one source of domain time; in development it is shifted by the offset in `$AVOW_DATA/clock`."""

import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

_offset = timedelta()
_read_at = 0.0


def now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC) + _shift()


def today(zone: str) -> date:
    """The present day in a tenant's time zone (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


def midnight(day: date, zone: str) -> datetime:
    """00:00 of a day in a zone, as an instant in UTC; versions take effect then."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def set_offset(data: Path, offset: timedelta) -> None:
    """Shift the clock of a development installation (`avow dev clock +30d`)."""
    (data / "clock").write_text(str(int(offset.total_seconds())))


def _shift() -> timedelta:
    global _offset, _read_at  # noqa: PLW0603  a cache of one small file
    if os.environ.get("AVOW_ENV") != "development":
        return timedelta()
    if time.monotonic() - _read_at > 1:
        _read_at = time.monotonic()
        file = Path(os.environ.get("AVOW_DATA", ".avow")) / "clock"
        _offset = timedelta(seconds=int(file.read_text())) if file.exists() else timedelta()
    return _offset
