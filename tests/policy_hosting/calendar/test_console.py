"""What is coming: a list by day, and a file that calendar programs can read."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.policy_hosting.calendar.coming import Coming
from services.policy_hosting.calendar.icalendar import icalendar
from shared.ids import new_id
from shared.tenancy.unit_of_work import unit_of_work
from tests.policy_hosting.conftest import Staff
from tests.support.factories.version import given, published

LATER = date(2031, 2, 3)


@pytest.mark.slow
async def test_announced_versions_stand_by_their_day(staff: Staff, tenant: UUID) -> None:
    assert "Nothing is coming" in (await staff.sees("/calendar")).text
    async with unit_of_work(tenant):
        await published(given(90))
        await published(given(120, summary={"en": "Longer."}), effective=LATER)
    page = await staff.sees("/calendar")
    assert "Monday 3 February 2031" in page.text
    assert "Longer." in page.text
    file = await staff.sees("/calendar/policies.ics")
    assert file.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20310203\r\nDTEND;VALUE=DATE:20310204\r\n" in file.text
    assert "SUMMARY:Privacy\\, version 2 takes effect" in file.text


def test_a_file_is_folded_and_escaped_as_its_standard_says() -> None:
    said = "Politique de confidentialité; version “é”, 2\nATTACH:evil " * 3
    event = Coming(id=new_id(), day=LATER, slug="x", title="x", number=2, summary="", said=said)
    made = icalendar([event], now=datetime(2030, 1, 1, tzinfo=UTC), url="https://console.example/acme/policies")
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    whole = made.replace(b"\r\n ", b"").decode()
    assert "\nATTACH" not in whole
    assert "confidentialité\\; version “é”\\, 2" in whole
