"""The comparison of any two versions, made when it is asked for: only what is public, only of this tenant."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import httpx2
import pytest

from services.policy_hosting.routes import routes
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions.drafting import Given
from shared.ids import new_id
from shared.tenancy import profile
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.app import create_app
from tests.support.asking import asking, from_edge
from tests.support.factories.profile import profile_changed
from tests.support.factories.version import approved, given, published

pytestmark = pytest.mark.slow


@pytest.fixture
async def visitor(database: Database, hosting: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with asking(create_app("policy_hosting", routes, hosting, database.activate)) as client:
        yield client


@pytest.fixture
async def three(tenant: UUID) -> UUID:
    """A notice with three versions and a draft."""
    async with unit_of_work(tenant):
        for days in (90, 120, 150):
            document = (await published(given(days))).document
        await approved(document, given(365))
    return tenant


def asked(tenant: UUID | None, **more: str) -> dict[str, str]:
    return from_edge(tenant, avow_client=f"block-{new_id()}", **more)


async def test_versions_that_are_no_neighbours_are_compared(visitor: httpx2.AsyncClient, three: UUID) -> None:
    answer = await visitor.get("/en/policies/privacy/changes/1...3", headers=asked(three))
    assert answer.status_code == 200
    assert "90" in answer.text
    assert "150" in answer.text
    assert "<ins>" in answer.text
    assert (answer.headers["content-language"], answer.headers["cache-control"]) == (
        "en",
        "public, max-age=0, s-maxage=300",
    )
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text


async def test_they_are_compared_in_each_language_of_the_tenant(visitor: httpx2.AsyncClient, three: UUID) -> None:
    answer = await visitor.get("/fr/policies/privacy/changes/1...3", headers=asked(three))
    assert answer.status_code == 200
    assert '<html lang="fr"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/en/policies/privacy/changes/1...9",
        "/en/policies/privacy/changes/9...1",
        "/en/policies/privacy/changes/2...2",
        "/en/policies/privacy/changes/1...4",  # a draft is nobody's business
        "/en/policies/privacy/changes/0...1",
        "/en/policies/privacy/changes/01...3",
        "/en/policies/privacy/changes/1..3",
        "/en/policies/privacy/changes/1...",
        "/en/policies/privacy/changes/-1...3",
        f"/en/policies/privacy/changes/1...{'9' * 5000}",
        "/en/policies/nothing/changes/1...3",
        "/en/policies/%00/changes/1...3",
        "/en/policies/privacy'--/changes/1...3",
        "/nl/policies/privacy/changes/1...3",  # not a language of this tenant
        "/xx/policies/privacy/changes/1...3",
        "/policies/privacy/changes/1...3",
    ],
)
async def test_what_is_not_there_is_missing(visitor: httpx2.AsyncClient, three: UUID, path: str) -> None:
    answer = await visitor.get(path, headers=asked(three))
    assert answer.status_code == 404
    assert "365" not in answer.text


async def test_another_tenants_notice_is_missing(visitor: httpx2.AsyncClient, three: UUID) -> None:
    globex = new_id()
    async with unit_of_work(globex):
        await profile.copy(profile_changed(globex, name="Globex"))
        for days in (1, 2, 3):
            await published(given(days), slug="globex-notice")
    path = "/en/policies/globex-notice/changes/1...3"
    assert (await visitor.get(path, headers=asked(globex))).status_code == 200
    assert (await visitor.get(path, headers=asked(three))).status_code == 404


async def test_a_tenant_nobody_knows_has_nothing(visitor: httpx2.AsyncClient, three: UUID) -> None:
    for tenant in (new_id(), None):
        answer = await visitor.get("/en/policies/privacy/changes/1...3", headers=asked(tenant))
        assert answer.status_code == 404


async def test_without_the_edge_there_is_nothing(visitor: httpx2.AsyncClient, three: UUID) -> None:
    answer = await visitor.get("/en/policies/privacy/changes/1...3", headers={"avow-tenant": str(three)})
    assert (answer.status_code, answer.content) == (404, b"")


async def test_asking_too_often_is_told_in_the_pages_language(visitor: httpx2.AsyncClient, three: UUID) -> None:
    headers = asked(three)
    path = "/fr/policies/privacy/changes/9...8"  # cheap, and refusals count
    answers = [await visitor.get(path, headers=headers) for _ in range(122)]  # may run over the end of a minute
    refused = [answer for answer in answers if answer.status_code == 429]
    assert {answer.status_code for answer in answers} == {404, 429}
    assert '<html lang="fr"' in refused[0].text
    assert refused[0].headers["retry-after"] == "60"


async def test_a_section_that_only_stands_elsewhere_is_said_to_have_moved(
    visitor: httpx2.AsyncClient, tenant: UUID
) -> None:
    calls, cookies, rights = (f"## {name}\n\nWords about {name}.\n\n" for name in ("Calls", "Cookies", "Rights"))
    altered = cookies.replace("Words", "Other words")
    async with unit_of_work(tenant):
        for parts in ((calls, cookies, rights), (rights, calls, cookies), (altered, rights, calls)):
            await published(Given(texts={"en": "# Privacy\n\n" + "".join(parts)}))
    only = (await visitor.get("/en/policies/privacy/changes/1...2", headers=asked(tenant))).text
    assert _moved(only) == ["Rights"]
    assert "The words are the same in both versions." in only
    both = (await visitor.get("/en/policies/privacy/changes/2...3", headers=asked(tenant))).text
    assert re.search(r'<h2>.*Cookies.*</h2>\s*<p class="aside">Moved section</p>', both)
    assert _moved(both) == []


def _moved(html: str) -> list[str]:
    """The unchanged sections that are said to have moved."""
    return re.findall(r"<summary><span>(\w+)</span> <span[^>]*>moved</span></summary>", html)
