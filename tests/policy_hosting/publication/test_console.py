"""Publishing from the console: the lock explained before anything is pressed, the ways through, calling off."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.policy_hosting.colleagues.handlers import count_in
from services.policy_hosting.documents.document import Document
from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.version import Version, numbered
from shared import clock
from shared.events import MemberJoined
from shared.ids import new_id
from shared.tenancy.unit_of_work import unit_of_work
from tests.policy_hosting.conftest import Staff
from tests.support.factories.version import given, published

pytestmark = pytest.mark.slow

V2 = "/policies/privacy/versions/2"
NOTICE = "notices:\n  - {about: this-text, change: material, length: 30 days, channels: [sites]}\n"


@pytest.fixture
async def writer(staff: Staff, tenant: UUID) -> Staff:
    """Ada, with a version that promises thirty days in force and the next one drafted."""
    async with unit_of_work(tenant):
        await published(given(90, facts=NOTICE))
    await staff.sends("/policies/privacy/versions", change="material")
    return staff


def in_days(days: int) -> str:
    return (clock.today("Europe/Paris") + timedelta(days=days)).isoformat()


async def version(tenant: UUID, number: int = 2) -> Version:
    async with unit_of_work(tenant):
        return await numbered((await Document.named("privacy")).id, number)


async def test_the_earliest_day_is_said_step_by_step_before_anything_is_pressed(writer: Staff) -> None:
    page = await writer.sees(f"{V2}/publication")
    assert page.status_code == 200
    assert "The earliest day is" in page.text
    assert "30 days" in page.text
    assert "that day does not count" in page.text


async def test_too_early_is_refused_with_the_earliest_day(writer: Staff, tenant: UUID) -> None:
    answer = await writer.sends(f"{V2}/publication", when="day", day=in_days(5))
    assert answer.status_code == 422
    assert f"the earliest day is {in_days(31)}" in answer.text
    assert in_days(5) in answer.text  # what was typed is kept
    assert (await version(tenant)).state is State.DRAFT  # and nothing was half done
    assert (await writer.sends(f"{V2}/publication", when="day")).status_code == 422


async def test_it_is_announced_for_the_earliest_day(writer: Staff, tenant: UUID) -> None:
    answer = await writer.sends(f"{V2}/publication", when="earliest")
    assert answer.headers["location"].endswith("/policies/privacy?done=announced")
    found = await version(tenant)
    assert (found.state, str(found.effective_on)) == (State.SCHEDULED, in_days(31))
    assert "Call off" in (await writer.sees("/policies/privacy")).text


async def test_a_law_is_a_way_through_with_a_reason_in_every_language(writer: Staff, tenant: UUID) -> None:
    chosen = {"when": "now", "way": "law", "reason.en": "A court orders it."}
    refused = await writer.sends(f"{V2}/publication", None, **chosen)
    assert refused.status_code == 422
    assert "is needed in every language" in refused.text
    done = await writer.sends(f"{V2}/publication", None, **chosen, **{"reason.fr": "Un tribunal l’ordonne."})
    assert done.status_code == 303
    async with unit_of_work(tenant):
        announcement = await Announcement.get(version_id=(await version(tenant)).id)
    assert (announcement.way, announcement.by, announcement.second) == ("law", "Ada Lovelace", None)


async def test_where_there_are_two_the_one_who_approved_is_the_second_person(writer: Staff, tenant: UUID) -> None:
    async with unit_of_work(tenant):
        for _ in range(2):
            await count_in(MemberJoined(member=new_id(), person=new_id(), members=2))
    assert "Somebody else has to approve it first" in (await writer.sees(f"{V2}/publication")).text
    await writer.sends(f"{V2}/review")
    assert (await writer.other("Grace Hopper").sends(f"{V2}/approval")).status_code == 303
    chosen = {"when": "now", "way": "law", "reason.en": "A court orders it.", "reason.fr": "Un tribunal l’ordonne."}
    assert (await writer.sends(f"{V2}/publication", None, **chosen)).status_code == 303
    async with unit_of_work(tenant):
        announcement = await Announcement.get(version_id=(await version(tenant)).id)
    assert announcement.second == "Grace Hopper"


async def test_a_dangerous_act_wants_a_fresh_sign_in(writer: Staff) -> None:
    answer = await writer.sends(f"{V2}/publication", {"auth_time": 1_000_000}, when="earliest")
    assert answer.status_code == 401
    assert 'max_age="600"' in answer.headers["www-authenticate"]


async def test_what_is_announced_can_be_called_off_in_the_open(writer: Staff, tenant: UUID) -> None:
    await writer.sends(f"{V2}/publication", when="earliest")
    assert "What will happen" in (await writer.sees(f"{V2}/calling-off")).text
    done = await writer.sends(f"{V2}/calling-off", reason__en="We think again.")
    assert done.headers["location"].endswith("done=called-off")
    assert (await version(tenant)).state is State.WITHDRAWN
    assert (await writer.sends(f"{V2}/calling-off")).status_code == 409


async def test_what_is_announced_can_be_corrected(writer: Staff, tenant: UUID) -> None:
    await writer.sends(f"{V2}/publication", when="earliest")
    page = await writer.sees(f"{V2}/correction")
    assert "We keep calls for 90 days." in page.text
    typed = {"change": "editorial", "text.en": "# Privacy\n\nWe keep your calls for 90 days.\n"}
    done = await writer.sends(f"{V2}/correction", None, **typed)
    assert done.headers["location"].endswith("/policies/privacy/versions/3?done=corrected")
    assert (await version(tenant, 3)).effective_on == (await version(tenant, 2)).effective_on


async def test_a_correction_is_no_way_round_the_second_person(writer: Staff, tenant: UUID) -> None:
    await writer.sends(f"{V2}/publication", when="earliest")
    async with unit_of_work(tenant):
        for _ in range(2):
            await count_in(MemberJoined(member=new_id(), person=new_id(), members=2))
    assert "Your company wants a second person" in (await writer.sees(f"{V2}/correction")).text
    typed = {"change": "editorial", "text.en": "# Privacy\n\nQuite another text.\n"}
    assert (await writer.sends(f"{V2}/correction", None, **typed)).status_code == 409
    assert (await version(tenant)).state is State.SCHEDULED
