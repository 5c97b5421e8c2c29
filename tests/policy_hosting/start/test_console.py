"""Parts of the console's first pages: what needs somebody, and what is found; without a layout of their own."""

from uuid import UUID

import pytest

from shared.tenancy.unit_of_work import unit_of_work
from tests.policy_hosting.conftest import Staff
from tests.support.factories.version import given, published

pytestmark = pytest.mark.slow
START = "/start/policy_hosting"


async def test_an_empty_center_is_asked_to_bring_its_policy(staff: Staff) -> None:
    page = await staff.sees(START)
    assert "<html" not in page.text
    assert "Bring your policy" in page.text
    reader = staff.other("Rita", "policy_hosting:version:read")
    assert (await reader.sees(START)).text.strip() == ""


async def test_it_says_what_waits_for_whom(staff: Staff, tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await published(given(facts="answer:\n  - {length: 60 days, from: receipt}\n"))
    await staff.sends("/policies/privacy/versions", change="material")
    assert "Privacy, version 2: go on writing" in (await staff.sees(START)).text
    assert "against the law" in (await staff.sees(START)).text
    await staff.sends("/policies/privacy/versions/2/review")
    assert "Privacy, version 2: approve it" in (await staff.sees(START)).text
    reader = staff.other("Rita", "policy_hosting:version:read")
    assert "approve it" not in (await reader.sees(START)).text


async def test_documents_are_found_by_title_and_address(staff: Staff, tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await published(slug="privacy-for-customers")
    for words in ("privacy", "customers%20PRIV"):
        assert "/policies/privacy-for-customers" in (await staff.sees(f"/search/policy_hosting?q={words}")).text
    for words in ("poetry", "", "privacy%20poetry"):
        assert (await staff.sees(f"/search/policy_hosting?q={words}")).text.strip() == ""
