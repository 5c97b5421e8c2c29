"""The end of sessions: one or all, said once, with every token that came from them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx2
import pytest
from starlette.applications import Starlette

from services.tenant_auth.people.person import Person
from services.tenant_auth.sessions.device import described
from services.tenant_auth.sessions.ending import end, end_all, open_sessions
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.sessions.sweeping import KEPT
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute, unit_of_work
from tests.support.factories.person import PASSWORD, person
from tests.support.relying_party import RelyingParty, browsing, granted, sit_down
from tests.support.said import said


async def told_of(session: UUID) -> list[str]:
    return [each.name for each in await said(HOUSE) if each.data.get("session") == str(session)]


async def two_devices(app: Starlette, ada: Person) -> tuple[Session, Session]:
    async with browsing(app) as phone, browsing(app) as desk:
        return await sit_down(phone, ada), await sit_down(desk, ada)


async def test_one_session_ends_and_the_other_stays(auth_host: Starlette) -> None:
    ada = await person()
    phone, desk = await two_devices(auth_host, ada)
    async with unit_of_work(HOUSE):
        await end(phone)
        await end(phone)
        assert [each.id for each in await open_sessions(ada.id)] == [desk.id]
    assert await told_of(phone.id) == ["session.revoked"], "no client has tokens from it, so none is told"
    assert await told_of(desk.id) == []


async def test_all_sessions_end_but_the_one_that_asks(auth_host: Starlette) -> None:
    ada, bob = await person(), await person()
    phone, desk = await two_devices(auth_host, ada)
    others, _ = await two_devices(auth_host, bob)
    async with unit_of_work(HOUSE):
        assert await end_all(ada.id, but=desk.id) == 1
        assert [each.id for each in await open_sessions(ada.id)] == [desk.id]
        assert await end_all(ada.id) == 1
        assert await open_sessions(ada.id) == []
        assert others.id in {each.id for each in await open_sessions(bob.id)}
    assert await told_of(phone.id) == ["session.revoked"]


async def test_tokens_end_with_the_session_they_came_from(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    ada = await person()
    session = await sit_down(browser, ada)
    tokens = await granted(browser, party)
    async with unit_of_work(HOUSE):
        await end_all(ada.id)
        rows = await execute("SELECT revoked_at FROM families WHERE session = $1", session.id)
    assert all(row["revoked_at"] is not None for row in rows)
    assert (await party.refresh(tokens["refresh_token"])).status_code == 400
    assert sorted(await told_of(session.id)) == ["logout.due", "session.revoked"]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.9", ""),
        ("", ""),
    ],
)
def test_a_device_is_called_by_browser_and_system(agent: str, name: str) -> None:
    assert described(agent) == name


async def test_what_is_over_for_a_year_is_gone_with_all_that_came_from_it(
    auth_host: Starlette, browser: httpx2.AsyncClient, party: RelyingParty
) -> None:
    ada = await person(password=PASSWORD)
    old = await sit_down(browser, ada)
    await granted(browser, party)
    ago = datetime.now(UTC) - KEPT
    async with unit_of_work(HOUSE):
        kept = await sit_down(browser, ada)
        await Session.filter(id=old.id).update(ends_at=ago - timedelta(minutes=1))
        await Session.filter(id=kept.id).update(ends_at=ago + timedelta(hours=1), ended_at=ago)
    async with browsing(auth_host) as fresh:
        await fresh.post("/sign-in", data={"email": ada.email, "password": PASSWORD})
    async with unit_of_work(HOUSE):
        assert await Session.get_or_none(id=old.id) is None
        assert await Session.get_or_none(id=kept.id) is not None
        assert await Session.filter(person=ada.id, ended_at=None).exists()
        assert not await execute("SELECT 1 FROM families WHERE session = $1", old.id)
