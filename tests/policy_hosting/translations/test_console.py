"""Writing a text: saved by hand or by itself, never over somebody else's, with its true page beside it."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.policy_hosting.previews.preview import Preview
from services.policy_hosting.translations.translation import Translation
from services.policy_hosting.versions.drafting import Given
from shared.ids import new_id
from shared.tenancy import profile
from shared.tenancy.unit_of_work import unit_of_work
from tests.policy_hosting.conftest import Staff
from tests.support.asking import from_edge
from tests.support.factories.profile import profile_changed
from tests.support.factories.version import published

pytestmark = pytest.mark.slow

V2 = "/policies/privacy/versions/2"
BOTH = {"en": "# Privacy\n\n## Calls\n\nFor 90 days.\n", "fr": "# Vie privée\n\n## Appels\n\nPendant 90 jours.\n"}


@pytest.fixture
async def writer(staff: Staff, tenant: UUID) -> Staff:
    """Ada with a draft in two languages."""
    async with unit_of_work(tenant):
        await published(Given(texts=BOTH))
    await staff.sends("/policies/privacy/versions", change="material")
    return staff


def seen_on(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def framed(page: str) -> str:
    found = re.search(r'<iframe[^>]* src="https://[^/"]+(/preview/[^"]+)"', page)
    assert found
    return found[1]


async def saved_text(tenant: UUID, locale: str = "en") -> list[str]:
    async with unit_of_work(tenant):
        return [each.text for each in await Translation.filter(locale=locale)]


async def test_two_editors_do_not_overwrite_each_other(writer: Staff, tenant: UUID) -> None:
    seen = seen_on((await writer.sees(f"{V2}/texts/en")).text)
    grace = writer.other("Grace Hopper")
    assert (await grace.sends(f"{V2}/texts/en", text="# Privacy\n\nGrace wrote.\n", seen=seen)).status_code == 303
    late = await writer.sends(f"{V2}/texts/en", text="# Privacy\n\nAda wrote.\n", seen=seen)
    assert late.status_code == 409
    assert "Ada wrote." in late.text
    assert "Grace wrote." in late.text
    assert "# Privacy\n\nGrace wrote.\n" in await saved_text(tenant)
    again = await writer.sends(f"{V2}/texts/en", text="# Privacy\n\nBoth wrote.\n", seen=seen_on(late.text))
    assert again.status_code == 303
    assert "# Privacy\n\nBoth wrote.\n" in await saved_text(tenant)


async def test_a_text_saves_itself_and_says_what_is_wrong(writer: Staff) -> None:
    seen = seen_on((await writer.sees(f"{V2}/texts/en")).text)
    headers = {**writer.headers(), "accept": "application/json"}
    path = f"/{writer.slug}{V2}/texts/en"
    answer = await writer.client.post(path, data={"text": "# P\n\n{{retentions}}\n", "seen": seen}, headers=headers)
    told = answer.json()
    assert answer.status_code == 200
    assert told["seen"] != seen
    assert "line 3" in told["problems"][0]
    stale = await writer.client.post(path, data={"text": "# P\n\nx\n", "seen": seen}, headers=headers)
    assert stale.status_code == 409
    assert stale.json()["problems"] == ["somebody else has changed this since you opened it"]
    empty = await writer.client.post(path, data={"text": " ", "seen": told["seen"]}, headers=headers)
    assert (empty.status_code, empty.json()["problems"]) == (422, ["is empty"])


async def test_a_translation_is_stale_until_somebody_says_it_is_right(writer: Staff) -> None:
    seen = seen_on((await writer.sees(f"{V2}/texts/en")).text)
    await writer.sends(f"{V2}/texts/en", text=BOTH["en"].replace("90", "120"), seen=seen)
    page = await writer.sees(f"{V2}/texts/fr")
    assert "The prevailing text has changed" in page.text
    assert "<ins>" in page.text
    await writer.sends(f"{V2}/texts/fr", text=BOTH["fr"].replace("90", "120"), seen=seen_on(page.text))
    assert "The prevailing text has changed" in (await writer.sees(f"{V2}/texts/fr")).text
    assert (await writer.sends(f"{V2}/texts/fr/confirmation")).status_code == 303
    assert "The prevailing text has changed" not in (await writer.sees(f"{V2}/texts/fr")).text


async def test_a_renewed_translation_is_fresh_at_once(writer: Staff) -> None:
    seen = seen_on((await writer.sees(f"{V2}/texts/en")).text)
    await writer.sends(f"{V2}/texts/en", text=BOTH["en"].replace("90", "120"), seen=seen)
    french = seen_on((await writer.sees(f"{V2}/texts/fr")).text)
    await writer.sends(f"{V2}/texts/fr", text=BOTH["fr"].replace("90", "120"), seen=french, renewed="yes")
    assert "The prevailing text has changed" not in (await writer.sees(f"{V2}/texts/fr")).text


async def test_an_editorial_change_keeps_translations_fresh(writer: Staff) -> None:
    await writer.sends(f"{V2}/change", change="editorial")
    seen = seen_on((await writer.sees(f"{V2}/texts/en")).text)
    await writer.sends(f"{V2}/texts/en", text=BOTH["en"].replace("For", "During"), seen=seen)
    assert "Stale" not in (await writer.sees(V2)).text
    await writer.sends(f"{V2}/change", change="material")
    assert "Stale" in (await writer.sees(V2)).text


async def test_a_translation_is_left_out_but_never_the_prevailing_text(writer: Staff, tenant: UUID) -> None:
    assert (await writer.sends(f"{V2}/texts/fr/removal")).status_code == 303
    assert len(await saved_text(tenant, "fr")) == 1
    assert (await writer.sends(f"{V2}/texts/en/removal")).status_code == 409


async def test_the_preview_is_the_true_page_and_only_the_console_may_frame_it(writer: Staff, tenant: UUID) -> None:
    page = await writer.sees(f"{V2}/texts/fr")
    assert 'sandbox="allow-same-origin"' in page.text
    shown = await writer.client.get(framed(page.text), headers=from_edge(tenant))
    assert shown.status_code == 200
    assert '<html lang="fr"' in shown.text
    assert "Pendant 90 jours." in shown.text
    policy = shown.headers["content-security-policy"]
    assert "frame-ancestors https://console.localhost" in policy
    assert "script-src" not in policy
    assert (shown.headers["cache-control"], shown.headers["x-robots-tag"]) == ("no-store", "noindex")


async def test_a_preview_shows_the_text_as_it_is_saved_now(writer: Staff, tenant: UUID) -> None:
    page = (await writer.sees(f"{V2}/texts/en")).text
    await writer.sends(f"{V2}/texts/en", text="# Privacy\n\nJust now.\n", seen=seen_on(page))
    assert "Just now." in (await writer.client.get(framed(page), headers=from_edge(tenant))).text
    latest = seen_on((await writer.sees(f"{V2}/texts/en")).text)
    await writer.sends(f"{V2}/texts/en", text="# P\n\n:::nothing\n", seen=latest)
    broken = await writer.client.get(framed(page), headers=from_edge(tenant))
    assert broken.status_code == 422
    assert "line 3" in broken.text


async def test_a_preview_ends_and_is_no_other_tenants(writer: Staff, tenant: UUID) -> None:
    path = framed((await writer.sees(f"{V2}/texts/en")).text)
    globex = new_id()
    async with unit_of_work(globex):
        await profile.copy(profile_changed(globex, name="Globex"))
    assert (await writer.client.get(path, headers=from_edge(globex))).status_code == 404
    assert (await writer.client.get(path[:-1] + "_", headers=from_edge(tenant))).status_code == 404
    async with unit_of_work(tenant):
        kept = await Preview.all()
        assert path.rpartition("/")[2] not in {each.digest for each in kept}
        await Preview.all().update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert (await writer.client.get(path, headers=from_edge(tenant))).status_code == 404
