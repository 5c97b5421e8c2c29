"""What staff see of documents: the list, bringing a policy along, one document through its versions."""

from uuid import UUID

import pytest

from services.policy_hosting.documents.document import Document
from shared.tenancy.unit_of_work import unit_of_work
from tests.policy_hosting.conftest import Staff
from tests.support.factories.version import given, published

pytestmark = pytest.mark.slow

POLICY = "Privacy policy\n\nWho we are\n\nWe are Acme.\n\nHow long\n\nWe keep calls for 90 days.\n"
HOSTILE = (
    "<h1>Privacy</h1><script>steal()</script><p onclick=steal()>We <b>keep</b> little."
    '<a href="javascript:steal()">here</a><img src=x onerror=steal()></p><iframe src="https://evil.example"></iframe>'
)


async def test_an_empty_list_says_how_to_begin(staff: Staff) -> None:
    answer = await staff.sees("/policies")
    assert answer.status_code == 200
    assert "Bring your policy" in answer.text
    assert f'href="/{staff.slug}/policies/new"' in answer.text


async def test_a_policy_is_brought_seen_and_published(staff: Staff) -> None:
    answer = await staff.sends("/policies/new", kind="privacy-notice", locale="en", text=POLICY, written="plain")
    assert answer.status_code == 303, answer.text
    there = answer.headers["location"]
    assert there == f"/{staff.slug}/policies/privacy/versions/1/texts/en?done=brought"
    written = await staff.client.get(there, headers=staff.headers())
    assert "## Who we are" in written.text
    assert f'src="https://{staff.slug}.localhost/preview/' in written.text
    form = await staff.sees("/policies/privacy/versions/1/publication")
    assert form.status_code == 200
    done = await staff.sends("/policies/privacy/versions/1/publication", when="now")
    assert done.headers["location"] == f"/{staff.slug}/policies/privacy?done=in-force"
    page = await staff.sees("/policies/privacy?done=in-force")
    assert "It is in force." in page.text
    assert "In force" in (await staff.sees("/policies")).text


async def test_a_file_goes_through_the_same_converter(staff: Staff) -> None:
    answer = await staff.client.post(
        f"/{staff.slug}/policies/new",
        data={"kind": "cookie-notice", "locale": "fr"},
        files={"file": ("cookies.html", "<h1>Témoins</h1><ul><li>Aucun</li></ul>".encode("cp1252"), "text/html")},
        headers=staff.headers(),
    )
    assert answer.status_code == 303, answer.text
    assert "/policies/cookies/versions/1/texts/fr" in answer.headers["location"]
    page = await staff.client.get(answer.headers["location"], headers=staff.headers())
    assert "# Témoins\n\n- Aucun" in page.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text": ""}, "text"),
        ({"slug": "Not An Address"}, "slug"),
        ({"slug": "new"}, "slug"),
        ({"locale": "nl"}, "locale"),
        ({"kind": "poem"}, "kind"),
        ({"text": "# A\n\n<script>x</script>", "written": "markdown"}, "text"),
    ],
)
async def test_what_was_typed_is_kept_where_something_is_wrong(staff: Staff, typed: dict[str, str], field: str) -> None:
    whole = {"kind": "privacy-notice", "locale": "en", "text": POLICY, "slug": "my-privacy"} | typed
    answer = await staff.sends("/policies/new", None, **whole)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert (whole["slug"] or "my-privacy") in answer.text
    async with unit_of_work(staff.tenant):
        assert await Document.all().count() == 0


async def test_a_word_file_is_asked_for_otherwise(staff: Staff) -> None:
    answer = await staff.client.post(
        f"/{staff.slug}/policies/new",
        data={"kind": "privacy-notice", "locale": "en"},
        files={"file": ("policy.docx", b"PK\x03\x04rest", "application/octet-stream")},
        headers=staff.headers(),
    )
    assert answer.status_code == 422
    assert "paste it here" in answer.text


async def test_pasted_html_loses_what_could_hurt(staff: Staff) -> None:
    answer = await staff.sends("/policies/conversion", html=HOSTILE)
    assert answer.text == "# Privacy\n\nWe **keep** little.here\n"


async def test_two_documents_do_not_share_an_address(staff: Staff, tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await published()
    answer = await staff.sends("/policies/new", kind="privacy-notice", locale="en", text=POLICY)
    assert answer.status_code == 422
    assert "another document has the address" in answer.text


async def test_a_document_shows_its_versions_and_its_next_act(staff: Staff, tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await published(given(90))
        await published(given(120, summary={"en": "Calls are kept longer."}))
    page = await staff.sees("/policies/privacy")
    assert "Version 2" in page.text
    assert "Calls are kept longer." in page.text
    assert "Write a new version" in page.text


async def test_whoever_may_only_read_is_offered_nothing_else(staff: Staff, tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await published()
    reader = staff.other("Rita", "policy_hosting:version:read")
    page = await reader.sees("/policies/privacy")
    assert page.status_code == 200
    assert "Write a new version" not in page.text
    assert (await reader.sees("/policies/new")).status_code == 403
    assert (await reader.sends("/policies/privacy/versions", change="material")).status_code == 403


async def test_what_is_not_there_is_missing(staff: Staff) -> None:
    for path in ("/policies/nothing", "/policies/nothing/versions/1", "/policies/nothing/versions/1/texts/en"):
        assert (await staff.sees(path)).status_code == 404
