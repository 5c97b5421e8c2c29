"""Signing out by hand: one button, the session over, the cookie gone."""

import httpx2

from services.tenant_auth.sessions.session import Session
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.person import person
from tests.support.relying_party import sit_down


async def test_signing_out_ends_the_session_and_takes_the_cookie_back(browser: httpx2.AsyncClient) -> None:
    session = await sit_down(browser, await person())
    assert "Sign out?" in (await browser.get("/sign-out")).text
    answer = await browser.post("/sign-out")
    assert answer.headers["location"] == "/signed-out"
    assert "Max-Age=0" in answer.headers["set-cookie"]
    async with unit_of_work(HOUSE):
        assert not (await Session.get(id=session.id)).is_open()
    assert "You are signed out" in (await browser.get("/signed-out")).text


async def test_who_is_not_signed_in_is_told_so(browser: httpx2.AsyncClient) -> None:
    assert (await browser.get("/sign-out")).headers["location"] == "/signed-out"
    assert (await browser.post("/sign-out")).headers["location"] == "/signed-out"
