"""What each address of a center means, and what it does not."""

import pytest

from shared.sites import Page, Sites
from tests.support.edge import ACME, Visitor

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("accept", "leads_to"),
    [
        ("fr", "/fr/"),
        ("fr-CA, en;q=0.8", "/fr/"),
        ("de, fr;q=0.5", "/fr/"),
        ("en;q=0.3, fr;q=0.9", "/fr/"),
        ("fr;q=0, de", "/en/"),
        ("zh", "/en/"),
        ("*", "/en/"),
        ("", "/en/"),
        ("q=;;;,,fr;q=x", "/en/"),
    ],
)
async def test_the_first_address_chooses_the_readers_language(visitor: Visitor, accept: str, leads_to: str) -> None:
    response = await visitor.get("/", accept_language=accept)
    assert (response.status, response.headers["location"]) == (302, leads_to)
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["vary"] == "accept-language"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/en", "/en/"),
        ("/en/policies/privacy/", "/en/policies/privacy"),
        ("/en/policies/privacy/?a=b", "/en/policies/privacy?a=b"),
        ("/en/policies/pr%69vacy", "/en/policies/privacy"),
        ("/en/policies/privacy/changes/1%2E..2", "/en/policies/privacy/changes/1...2"),
        ("/en/policies/privacy//", "/en/policies/privacy"),
    ],
)
async def test_another_way_to_write_an_address_leads_to_the_one(visitor: Visitor, asked: str, leads_to: str) -> None:
    response = await visitor.get(asked)
    if asked.endswith("//"):
        assert response.status == 404  # an empty word is no slip of the pen
    else:
        assert (response.status, response.headers["location"]) == (308, leads_to)


@pytest.mark.parametrize(
    ("day", "leads_to"),
    [
        ("2025-02-28", "/en/policies/privacy/versions/before?on=2025-02-28"),
        ("2025-03-01", "/en/policies/privacy/versions/1?on=2025-03-01"),
        ("2026-01-14", "/en/policies/privacy/versions/1?on=2026-01-14"),
        ("2026-01-15", "/en/policies/privacy/versions/2?on=2026-01-15"),
        ("2099-12-31", "/en/policies/privacy/versions/2?on=2099-12-31"),
    ],
)
async def test_a_day_leads_to_the_version_in_force_then(visitor: Visitor, day: str, leads_to: str) -> None:
    response = await visitor.get(f"/en/policies/privacy/on/{day}")
    assert (response.status, response.headers["location"]) == (302, leads_to)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-1-5", "20260105", "yesterday", "2026-W03-1", "２０２６-01-05"])
async def test_what_is_no_day_leads_nowhere(visitor: Visitor, day: str) -> None:
    path = f"/en/policies/privacy/on/{day}".encode().decode("latin-1")
    assert (await visitor.get(path)).status in {400, 404}


@pytest.mark.parametrize("path", ["/en/policies/other/on/2026-01-01", "/nl/policies/privacy/on/2026-01-01"])
async def test_no_day_of_a_policy_or_language_that_is_not_there(visitor: Visitor, path: str) -> None:
    assert (await visitor.get(path)).status == 404


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("?day=2025-06-01", "/en/policies/privacy/on/2025-06-01"),
        ("?x=1&day=2025-06-01&y=2", "/en/policies/privacy/on/2025-06-01"),
        ("?day=", "/en/policies/privacy/versions"),
        ("?day=2025-13-01", "/en/policies/privacy/versions"),
        ("?day=https://evil.example", "/en/policies/privacy/versions"),
        ("", "/en/policies/privacy/versions"),
    ],
)
async def test_the_date_field_needs_no_script(visitor: Visitor, query: str, leads_to: str) -> None:
    response = await visitor.get(f"/en/policies/privacy/on{query}")
    assert (response.status, response.headers["location"]) == (302, leads_to)


async def test_two_services_publish_side_by_side(visitor: Visitor, sites: Sites) -> None:
    await sites.publish(ACME, "tenant_auth", {"/theme.css": Page(b":root{}", "text/css")}, revision=1)
    visitor.edge.library.hear(ACME)
    assert (await visitor.get("/theme.css")).status == 200
    assert (await visitor.get("/en/policies/privacy")).status == 200
