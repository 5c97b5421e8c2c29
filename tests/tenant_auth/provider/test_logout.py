"""Signing out by a client's wish: whose session it ends, where it leads, and who is told."""

from typing import Any
from uuid import UUID

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from services.tenant_auth.provider import backchannel, signing_key
from services.tenant_auth.provider.backchannel import LogoutTeller
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.settings import Settings
from shared.errors import Unavailable
from shared.events.tenant_auth import LogoutDue
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.person import person
from tests.support.relying_party import CONSOLE, RelyingParty, claims, granted, sit_down
from tests.support.said import said
from tests.support.signed_in import FOREIGN, signed

BACK = f"{CONSOLE}/"


async def is_open(session: Session) -> bool:
    async with unit_of_work(HOUSE):
        return (await Session.get(id=session.id)).is_open()


async def told_of(session: UUID) -> list[str]:
    return [each.name for each in await said(HOUSE) if each.data.get("session") == str(session)]


@pytest.fixture
async def session(browser: httpx2.AsyncClient) -> Session:
    return await sit_down(browser, await person())


@pytest.fixture
async def hint(browser: httpx2.AsyncClient, party: RelyingParty, session: Session) -> str:
    return str((await granted(browser, party))["id_token"])


async def leave(browser: httpx2.AsyncClient, **asked: str) -> str:
    answer = await browser.get("/logout", params=asked)
    assert answer.status_code == 303
    return str(answer.headers["location"])


async def test_a_client_with_a_hint_ends_the_session_and_gets_its_person_back(
    browser: httpx2.AsyncClient, session: Session, hint: str
) -> None:
    to = await leave(browser, id_token_hint=hint, post_logout_redirect_uri=BACK, state="a b")
    assert to == f"{BACK}?state=a+b"
    assert not await is_open(session)
    assert "__Host-avow-auth" not in browser.cookies
    assert sorted(await told_of(session.id)) == ["logout.due", "session.revoked"]


async def test_a_form_may_ask_as_well(browser: httpx2.AsyncClient, session: Session, hint: str) -> None:
    answer = await browser.post("/logout", data={"id_token_hint": hint, "post_logout_redirect_uri": BACK})
    assert (answer.status_code, answer.headers["location"]) == (303, BACK)
    assert not await is_open(session)


@pytest.mark.parametrize("to", ["https://evil.example/", f"{BACK}x", BACK.rstrip("/"), "//evil.example/", "\u202e"])
async def test_nobody_is_sent_to_an_address_that_is_not_registered(
    browser: httpx2.AsyncClient, session: Session, hint: str, to: str
) -> None:
    assert await leave(browser, id_token_hint=hint, post_logout_redirect_uri=to) == "/signed-out"
    assert not await is_open(session)


async def test_without_proof_the_person_is_asked(
    browser: httpx2.AsyncClient, session: Session, hint: str, party: RelyingParty, provider: Settings
) -> None:
    own = claims(hint)
    async with unit_of_work(HOUSE):
        logout = await LogoutTeller(provider).token("console", session)
    access: Any = (await granted(browser, party))["access_token"]
    wishes = [
        {},
        {"client_id": "console"},
        {"id_token_hint": "nonsense"},
        {"id_token_hint": "\xe9.\u202e.x"},
        {"id_token_hint": signed(own, FOREIGN, typ="JWT")},
        {"id_token_hint": access},
        {"id_token_hint": logout},
        {"id_token_hint": hint, "client_id": "another"},
    ]
    for wish in wishes:
        assert await leave(browser, post_logout_redirect_uri=BACK, **wish) == "/sign-out", wish
    assert await is_open(session)
    assert "Sign out?" in (await browser.get("/sign-out")).text
    assert (await browser.post("/sign-out")).headers["location"] == "/signed-out"
    assert not await is_open(session)


async def test_anothers_hint_ends_nothing_here(browser: httpx2.AsyncClient, session: Session, hint: str) -> None:
    other = await sit_down(browser, await person())
    assert await leave(browser, id_token_hint=hint, post_logout_redirect_uri=BACK) == "/sign-out"
    assert await is_open(other)


async def test_a_hint_of_a_session_that_is_over_still_leads_back(
    browser: httpx2.AsyncClient, session: Session, hint: str
) -> None:
    await browser.post("/sign-out")
    assert await leave(browser, id_token_hint=hint, post_logout_redirect_uri=BACK) == BACK
    assert await leave(browser, post_logout_redirect_uri=BACK) == "/signed-out"


async def test_the_console_is_told_by_a_signed_word(
    session: Session, hint: str, provider: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted: list[tuple[str, dict[str, str], str]] = []

    async def post_form(url: str, form: dict[str, str], *, host: str) -> None:
        posted.append((url, form, host))

    monkeypatch.setattr(backchannel, "post_form", post_form)
    async with unit_of_work(HOUSE):
        await LogoutTeller(provider).tell_clients(LogoutDue(session=session.id))
        keys = KeySet.import_key_set(await signing_key.published(provider))  # type: ignore[arg-type]
    [(url, form, host)] = posted
    assert (url, host) == (f"http://127.0.0.1:{provider.port}/backchannel-logout", "console.localhost:8000")
    token = jwt.decode(form["logout_token"], keys, algorithms=["RS256"])
    assert token.header["typ"] == "logout+jwt"
    assert (token.claims["iss"], token.claims["aud"]) == (provider.issuer, "console")
    assert (token.claims["sid"], token.claims["sub"]) == (str(session.id), str(session.person))
    assert token.claims["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
    assert token.claims["jti"]
    assert "nonce" not in token.claims
    assert claims(hint)["sid"] == token.claims["sid"]


async def test_a_console_that_does_not_answer_is_told_again(session: Session, hint: str, provider: Settings) -> None:
    nobody = Settings(**{**vars(provider), "console_place": "127.0.0.1:9"})
    async with unit_of_work(HOUSE):
        with pytest.raises(Unavailable):  # and the bus tries again, ten times over half an hour
            await LogoutTeller(nobody).tell_clients(LogoutDue(session=session.id))
    assert hint
