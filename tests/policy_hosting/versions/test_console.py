"""A version in the console: drafted from the one in force, described, reviewed by four eyes, compared, given up."""

from uuid import UUID

import pytest

from services.policy_hosting.colleagues.handlers import count_in, count_out
from services.policy_hosting.documents.document import Document
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.version import Version, numbered
from shared.events import MemberJoined, MemberLeft
from shared.ids import new_id
from shared.tenancy.unit_of_work import unit_of_work
from tests.policy_hosting.conftest import Staff
from tests.support.factories.version import given, published

pytestmark = pytest.mark.slow

V2 = "/policies/privacy/versions/2"


@pytest.fixture
async def drafted(staff: Staff, tenant: UUID) -> Staff:
    """A notice in force, and Ada's draft of the next version."""
    async with unit_of_work(tenant):
        await published(given(90))
    answer = await staff.sends("/policies/privacy/versions", change="material")
    assert answer.headers["location"] == f"/{staff.slug}{V2}?done=drafted"
    return staff


async def version_two(tenant: UUID) -> Version:
    async with unit_of_work(tenant):
        return await numbered((await Document.named("privacy")).id, 2)


async def two_members(tenant: UUID) -> list[UUID]:
    members = [new_id(), new_id()]
    async with unit_of_work(tenant):
        for number, member in enumerate(members):
            await count_in(MemberJoined(member=member, person=new_id(), members=number + 1))
    return members


async def write(staff: Staff, days: int = 120, path: str = V2) -> None:
    text = f"# Privacy\n\nWe keep calls for {days} days.\n"
    page = await staff.sees(f"{path}/texts/en")
    seen = page.text.partition('name="seen" value="')[2].partition('"')[0]
    assert (await staff.sends(f"{path}/texts/en", text=text, seen=seen)).status_code == 303


async def test_a_draft_starts_as_the_version_in_force_stands(drafted: Staff) -> None:
    page = await drafted.sees(f"{V2}/texts/en")
    assert "We keep calls for 90 days." in page.text
    assert (await drafted.sees(V2)).status_code == 200


async def test_it_says_what_kind_of_change_it_is(drafted: Staff, tenant: UUID) -> None:
    answer = await drafted.sends(f"{V2}/change", change="editorial", summary__en="Better words.")
    assert answer.status_code == 303
    version = await version_two(tenant)
    assert (version.change, version.summary) == ("editorial", {"en": "Better words."})
    assert (await drafted.sends(f"{V2}/change", change="poetic")).status_code == 422


async def test_whoever_is_alone_approves_what_they_wrote(drafted: Staff, tenant: UUID) -> None:
    await write(drafted)
    await drafted.sends(f"{V2}/review")
    assert "Approve" in (await drafted.sees(V2)).text
    assert (await drafted.sends(f"{V2}/approval")).headers["location"].endswith("done=approved")
    assert (await version_two(tenant)).state is State.APPROVED


async def test_from_the_second_member_on_somebody_else_approves(drafted: Staff, tenant: UUID) -> None:
    members = await two_members(tenant)
    await write(drafted)
    await drafted.sends(f"{V2}/review")
    refused = await drafted.sends(f"{V2}/approval")
    assert refused.status_code == 409
    assert "you wrote this version yourself" in refused.text
    grace = drafted.other("Grace Hopper")
    assert (await grace.sends(f"{V2}/approval")).status_code == 303
    assert "Grace Hopper" in (await drafted.sees(V2)).text
    assert (await version_two(tenant)).state is State.APPROVED
    async with unit_of_work(tenant):
        await count_out(MemberLeft(member=members[0], person=new_id(), members=1))


async def test_a_program_is_no_second_pair_of_eyes(drafted: Staff, tenant: UUID) -> None:
    """Whoever wrote the version may have made it, and know its secret."""
    await two_members(tenant)
    await write(drafted)
    await drafted.sends(f"{V2}/review")
    program = drafted.other("The site's own build").headers(kind="client")
    for act in ("approval", "publication"):
        answer = await drafted.client.post(f"/v1/documents/privacy/versions/2/{act}", json={}, headers=program)
        assert answer.status_code == 409, act
    assert (await version_two(tenant)).state is State.IN_REVIEW


async def test_the_tenant_may_choose_otherwise(drafted: Staff, tenant: UUID) -> None:
    await two_members(tenant)
    await write(drafted)
    await drafted.sends(f"{V2}/review")
    assert (await drafted.sees("/policies/approval")).status_code == 200
    assert (await drafted.sends("/policies/approval", own_work="yes")).status_code == 303
    assert (await drafted.sends(f"{V2}/approval")).status_code == 303


async def test_who_left_before_joining_was_heard_does_not_count(tenant: UUID, drafted: Staff) -> None:
    ada, grace = new_id(), new_id()
    async with unit_of_work(tenant):
        await count_in(MemberJoined(member=ada, person=new_id(), members=1))
        await count_out(MemberLeft(member=grace, person=new_id(), members=1))
        await count_in(MemberJoined(member=grace, person=new_id(), members=2))
    await write(drafted)
    await drafted.sends(f"{V2}/review")
    assert (await drafted.sends(f"{V2}/approval")).status_code == 303


async def test_a_reviewer_sends_it_back_with_a_word(drafted: Staff, tenant: UUID) -> None:
    await write(drafted)
    await drafted.sends(f"{V2}/review")
    approver = drafted.other("Grace Hopper", "policy_hosting:version:read", "policy_hosting:version:approve")
    assert (await approver.sends(f"{V2}/return", comment="Say why.")).status_code == 303
    page = await drafted.sees(V2)
    assert "Grace Hopper sent it back" in page.text
    assert "Say why." in page.text
    assert (await version_two(tenant)).state is State.DRAFT
    reader = drafted.other("Rita", "policy_hosting:version:read")
    assert (await reader.sends(f"{V2}/return", comment="No.")).status_code == 403


async def test_what_cannot_be_shown_is_not_submitted(drafted: Staff) -> None:
    page = await drafted.sees(f"{V2}/texts/en")
    seen = page.text.partition('name="seen" value="')[2].partition('"')[0]
    saved = await drafted.sends(f"{V2}/texts/en", text="# P\n\n<script>x</script>\n", seen=seen)
    assert saved.status_code == 303  # nothing typed is lost
    refused = await drafted.sends(f"{V2}/review")
    assert refused.status_code == 422
    assert "HTML is not shown in a policy" in refused.text


async def test_a_draft_is_compared_with_what_is_in_force(drafted: Staff) -> None:
    await write(drafted, 365)
    page = await drafted.sees(f"{V2}/comparison")
    assert "<ins>" in page.text
    assert "365" in page.text
    assert "Nothing changes." in page.text  # in the facts


async def test_a_draft_is_given_up(drafted: Staff, tenant: UUID) -> None:
    assert (await drafted.sends(f"{V2}/withdrawal")).status_code == 303
    assert (await version_two(tenant)).state is State.WITHDRAWN
    assert (await drafted.sends(f"{V2}/review")).status_code == 409


async def test_another_tenants_member_finds_nothing(drafted: Staff) -> None:
    globex = Staff(drafted.client, drafted.settings, new_id(), "globex-of-old")
    answer = await globex.client.get(f"/{drafted.slug}{V2}", headers=globex.headers())
    assert answer.status_code == 404
