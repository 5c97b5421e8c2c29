"""Domain time: a day is a day in a zone; only development may move it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from shared import clock as domain_clock
from tests.support.clock import MovableClock


@pytest.mark.parametrize(
    ("day", "zone", "begins"),
    [
        (date(2026, 11, 23), "Europe/Paris", datetime(2026, 11, 22, 23, tzinfo=UTC)),
        (date(2026, 7, 1), "Europe/Paris", datetime(2026, 6, 30, 22, tzinfo=UTC)),
        (date(2027, 1, 7), "America/New_York", datetime(2027, 1, 7, 5, tzinfo=UTC)),
        (date(2027, 1, 7), "Pacific/Kiritimati", datetime(2027, 1, 6, 10, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_midnight_in_its_zone(day: date, zone: str, begins: datetime) -> None:
    assert domain_clock.midnight(day, zone) == begins


def test_today_depends_on_where_one_is(clock: MovableClock) -> None:
    clock.set_to(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    assert domain_clock.today("Europe/London") == date(2026, 11, 23)
    assert domain_clock.today("Europe/Paris") == date(2026, 11, 24)


def test_production_ignores_a_moved_clock(clock: MovableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.forward(timedelta(days=400))
    assert domain_clock.now() - datetime.now(UTC) > timedelta(days=399)
    for env in ("production", "Development", ""):
        monkeypatch.setenv("AVOW_ENV", env)
        assert abs(domain_clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    monkeypatch.delenv("AVOW_ENV")
    assert abs(domain_clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
