"""Refresh tokens: each good once; a second use, or a thief's, ends them all; nothing outlives its session."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from services.tenant_auth.sessions.session import Session, digest
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute, unit_of_work
from tests.support.factories.person import person
from tests.support.relying_party import RelyingParty, claims, granted, sit_down


@pytest.fixture
async def session(browser: httpx2.AsyncClient) -> Session:
    return await sit_down(browser, await person())


@pytest.fixture
async def token(browser: httpx2.AsyncClient, party: RelyingParty, session: Session) -> str:
    return str((await granted(browser, party))["refresh_token"])


async def error(party: RelyingParty, token: str, **more: str) -> str:
    return str((await party.refresh(token, **more)).json().get("error", ""))


async def test_a_replayed_token_ends_the_family(party: RelyingParty, token: str) -> None:
    second = (await party.refresh(token)).json()["refresh_token"]
    third = (await party.refresh(second)).json()["refresh_token"]
    assert await error(party, token) == "invalid_grant"
    assert await error(party, third) == "invalid_grant"


async def test_of_two_at_once_one_is_a_replay(party: RelyingParty, token: str) -> None:
    answers = await asyncio.gather(party.refresh(token), party.refresh(token))
    assert sorted(each.status_code for each in answers) == [200, 400]


async def test_a_token_ends_with_its_session(party: RelyingParty, token: str, browser: httpx2.AsyncClient) -> None:
    await browser.post("/sign-out")
    assert await error(party, token) == "invalid_grant"


@pytest.mark.parametrize("over", ["idle_until", "ends_at"])
async def test_a_token_ends_when_its_session_is_idle_or_old(
    party: RelyingParty, token: str, session: Session, over: str
) -> None:
    async with unit_of_work(HOUSE):
        await Session.filter(id=session.id).update(**{over: datetime.now(UTC) - timedelta(seconds=1)})
    assert await error(party, token) == "invalid_grant"


async def test_a_token_ends_absolutely(party: RelyingParty, token: str, session: Session) -> None:
    async with unit_of_work(HOUSE):
        rows = await execute("SELECT expires_at FROM refresh_tokens WHERE digest = $1", digest(token))
        assert rows[0]["expires_at"] == session.ends_at
        await execute(
            "UPDATE refresh_tokens SET expires_at = now() - interval '1 second' WHERE digest = $1", digest(token)
        )
    assert await error(party, token) == "invalid_grant"


async def test_a_scope_can_shrink_for_once_and_never_grow(
    browser: httpx2.AsyncClient, party: RelyingParty, session: Session
) -> None:
    wide = (await granted(browser, party))["refresh_token"]
    once = (await party.refresh(wide, scope="openid")).json()
    assert once["scope"] == claims(once["access_token"])["scope"] == "openid"
    assert (await party.refresh(once["refresh_token"])).json()["scope"] == "openid profile email"
    narrow = (await granted(browser, party, scope="openid"))["refresh_token"]
    assert await error(party, narrow, scope="openid email") == "invalid_scope"
    assert await error(party, narrow, scope="openid") == ""


async def test_a_refresh_keeps_the_session_open(
    browser: httpx2.AsyncClient, party: RelyingParty, token: str, session: Session
) -> None:
    async with unit_of_work(HOUSE):
        await execute(
            "UPDATE sessions SET used_at = now() - interval '2 hours', idle_until = now() + interval '1 hour'"
            " WHERE id = $1",
            session.id,
        )
        before = await Session.get(id=session.id)
    await party.refresh(token)
    async with unit_of_work(HOUSE):
        after = await Session.get(id=session.id)
    assert after.idle_until > before.idle_until
    assert after.idle_until <= after.ends_at
