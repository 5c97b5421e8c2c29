"""From an empty center to a version in force, by a program; refusals are problem documents."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest

from shared import clock
from shared.ids import new_id
from tests.policy_hosting.conftest import Staff

pytestmark = pytest.mark.slow

ONE = "/v1/documents/privacy"
NOTICE = {"notices": [{"about": "this-text", "change": "material", "length": "30 days"}]}


async def ask(who: Staff, method: str, path: str, sent: Any = None) -> httpx2.Response:
    claims = {"kind": "client", "name": "The site's own build"}
    return await who.client.request(method, path, json=sent, headers=who.headers(**claims))


async def opened(staff: Staff) -> None:
    new = {"slug": "privacy", "kind": "privacy-notice", "prevailing_locale": "en"}
    assert (await ask(staff, "POST", "/v1/documents", new)).status_code == 201


async def in_force(staff: Staff, facts: Any = None) -> None:
    await opened(staff)
    draft = {"texts": {"en": "# Privacy\n\nWe keep calls for 90 days.\n"}, "facts": facts}
    assert (await ask(staff, "POST", f"{ONE}/versions", draft)).status_code == 201
    assert (await ask(staff, "POST", f"{ONE}/versions/1/publication", {"effective": "now"})).status_code == 200


async def test_a_program_publishes_a_policy(staff: Staff) -> None:
    assert (await ask(staff, "GET", "/v1/documents")).json() == {"items": []}
    await in_force(staff)
    document = (await ask(staff, "GET", ONE)).json()
    assert (document["title"], document["in_force"]["number"]) == ("Privacy", 1)
    version = (await ask(staff, "GET", f"{ONE}/versions/1")).json()
    assert version["state"] == "in-force"
    assert version["texts"][0]["text"].startswith("# Privacy")
    assert version["facts"]["entities"][0]["name"] == "Acme SAS"
    assert len((await ask(staff, "GET", f"{ONE}/versions")).json()["items"]) == 1


async def test_a_draft_is_written_piece_by_piece(staff: Staff) -> None:
    await in_force(staff)
    assert (await ask(staff, "POST", f"{ONE}/versions", {"change": "editorial"})).json()["number"] == 2
    en = (await ask(staff, "PUT", f"{ONE}/versions/2/texts/en", {"text": "# Privacy\n\nBetter.\n"})).json()
    late = {"text": "# Privacy\n\nLate.\n", "seen": "0" * 64}
    assert (await ask(staff, "PUT", f"{ONE}/versions/2/texts/en", late)).status_code == 409
    again = {"text": "# Privacy\n\nBest.\n", "seen": en["hash"]}
    assert (await ask(staff, "PUT", f"{ONE}/versions/2/texts/en", again)).status_code == 200
    french = await ask(staff, "PUT", f"{ONE}/versions/2/texts/fr", {"text": "# Vie privée\n"})
    assert french.json()["stale"] is False
    assert (await ask(staff, "DELETE", f"{ONE}/versions/2/texts/fr")).status_code == 204
    stated = await ask(staff, "PUT", f"{ONE}/versions/2/facts", {"facts": NOTICE})
    assert stated.status_code == 200
    assert (await ask(staff, "POST", f"{ONE}/versions/2/review")).json()["state"] == "in-review"
    back = await ask(staff, "POST", f"{ONE}/versions/2/return", {"comment": "Not yet."})
    assert back.json()["state"] == "draft"
    assert (await ask(staff, "POST", f"{ONE}/versions/2/review")).status_code == 200
    assert (await ask(staff, "POST", f"{ONE}/versions/2/approval")).json()["state"] == "approved"
    assert (await ask(staff, "DELETE", f"{ONE}/versions/2")).status_code == 204
    assert (await ask(staff, "GET", f"{ONE}/versions/2")).json()["state"] == "withdrawn"


async def test_the_lock_names_the_earliest_day(staff: Staff) -> None:
    await in_force(staff, NOTICE)
    await ask(staff, "POST", f"{ONE}/versions", {})
    day = clock.today("Europe/Paris") + timedelta(days=31)
    earliest = (await ask(staff, "GET", f"{ONE}/versions/2/publication")).json()
    assert earliest["earliest_on"] == day.isoformat()
    assert len(earliest["steps"]) == 3
    refused = await ask(staff, "POST", f"{ONE}/versions/2/publication", {"effective": "now"})
    assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")
    assert refused.json()["errors"] == [{"field": "effective", "reason": f"the earliest day is {day}"}]
    assert (await ask(staff, "GET", f"{ONE}/versions/2")).json()["state"] == "draft"
    done = await ask(staff, "POST", f"{ONE}/versions/2/publication", {})
    assert (done.json()["state"], done.json()["effective_on"]) == ("scheduled", day.isoformat())
    off = await ask(staff, "POST", f"{ONE}/versions/2/calling-off", {"reasons": {"en": "No."}})
    assert off.json()["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("POST", "/v1/documents", {"slug": "A B", "kind": "privacy-notice", "prevailing_locale": "en"}, 422),
        ("POST", "/v1/documents", {"slug": "privacy", "kind": "privacy-notice", "prevailing_locale": "en"}, 409),
        ("POST", "/v1/documents", {"slug": "x", "kind": "poem", "prevailing_locale": "en"}, 422),
        ("GET", "/v1/documents/nothing", None, 404),
        ("GET", f"{ONE}/versions/9", None, 404),
        ("POST", f"{ONE}/versions", {"texts": {"en": "<b>x</b>"}}, 422),
        ("POST", f"{ONE}/versions", {"facts": {"poetry": []}}, 422),
        ("POST", f"{ONE}/versions", {"texts": {"nl": "# Nee"}}, 422),
        ("PUT", f"{ONE}/versions/1/texts/en", {"text": "# In force already\n"}, 409),
        ("POST", f"{ONE}/versions/1/publication", {"effective": "someday"}, 422),
    ],
)
async def test_what_cannot_be_is_refused_as_a_problem(
    staff: Staff, method: str, path: str, sent: Any, status: int
) -> None:
    await in_force(staff)
    answer = await ask(staff, method, path, sent)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


async def test_who_may_not_is_told_so_and_strangers_find_nothing(staff: Staff) -> None:
    await in_force(staff)
    reader = staff.other("Rita", "policy_hosting:version:read")
    assert (await ask(reader, "GET", ONE)).status_code == 200
    assert (await ask(reader, "POST", f"{ONE}/versions", {})).status_code == 403
    globex = Staff(staff.client, staff.settings, new_id(), "globex-of-old")
    assert (await ask(globex, "GET", ONE)).status_code == 404
    assert (await staff.client.get(ONE, headers={"avow-edge": "edge-secret"})).status_code == 401
