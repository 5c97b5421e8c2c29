"""A session ends when its person says so, when the provider says so, or when the bus does."""

import asyncio
import base64
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

import nats as bus
import pytest
from joserfc.jwk import RSAKey

from frontend.edge.revocations import hear_revocations
from infra.local.engines import Nats
from shared.bus.envelope import Envelope
from shared.events import MemberChanged, MemberLeft, SessionRevoked, TenantSuspended
from shared.ids import new_id
from shared.tenancy.house import HOUSE
from tests.support.console import Console
from tests.support.edge import Response
from tests.support.signed_in import FOREIGN, KEY, signed

pytestmark = pytest.mark.slow

TOLD = {"content_type": "application/x-www-form-urlencoded"}


async def told(console: Console, token: str) -> Response:
    """As the provider calls: from a server, without Origin or cookie."""
    body = urlencode({"logout_token": token}).encode()
    return await console.visitor.ask("POST", "/backchannel-logout", "console.localhost", body, **TOLD)


async def is_in(console: Console) -> bool:
    return (await console.browser.get("/acme/policies/all")).status == 200


async def test_signing_out_ends_it_here_and_goes_on_to_the_provider(signed_in: Console) -> None:
    assert await is_in(signed_in)
    kept = dict(signed_in.browser.cookies)
    away = await signed_in.browser.post("/sign-out", {})
    assert away.status == 303
    where = urlsplit(away.headers["location"])
    asked = parse_qs(where.query)
    assert f"{where.scheme}://{where.netloc}{where.path}" == signed_in.provider.issuer + "/logout"
    assert asked["post_logout_redirect_uri"] == ["http://console.localhost:8000/"]
    assert len(asked["id_token_hint"][0].split(".")) == 3
    assert signed_in.browser.cookies == {}
    signed_in.browser.cookies = kept
    assert not await is_in(signed_in)


async def test_signing_out_wants_the_consoles_own_button(signed_in: Console) -> None:
    assert (await signed_in.browser.post("/sign-out", {}, origin="http://evil.localhost:8000")).status == 403
    assert (await signed_in.browser.get("/sign-out")).status == 404
    assert await is_in(signed_in)


async def test_who_is_not_signed_in_may_sign_out(console: Console) -> None:
    away = await console.browser.post("/sign-out", {})
    assert away.status == 303
    assert "id_token_hint" not in away.headers["location"]


async def test_the_provider_ends_the_sessions_of_one_of_its_own(signed_in: Console) -> None:
    assert await is_in(signed_in)
    assert (await told(signed_in, signed_in.provider.logout_token(sid=str(new_id())))).status == 200
    assert await is_in(signed_in)
    answered = await told(signed_in, signed_in.provider.logout_token())
    assert (answered.status, answered.headers["cache-control"]) == (200, "no-store")
    assert not await is_in(signed_in)


async def test_the_provider_ends_all_sessions_of_a_person(signed_in: Console) -> None:
    answered = await told(signed_in, signed_in.provider.logout_token(sid=None, sub=str(signed_in.provider.person)))
    assert answered.status == 200
    assert not await is_in(signed_in)


FORGED: dict[str, Callable[[Console], str]] = {
    "nonce": lambda at: at.provider.logout_token(nonce="x"),
    "audience": lambda at: at.provider.logout_token(aud="other"),
    "issuer": lambda at: at.provider.logout_token(iss="https://evil.example"),
    "no event": lambda at: at.provider.logout_token(events={}),
    "no jti": lambda at: at.provider.logout_token(jti=None),
    "nobody": lambda at: at.provider.logout_token(sid=None),
    "not an id": lambda at: at.provider.logout_token(sid="x"),
    "expired": lambda at: at.provider.logout_token(exp=int(time.time()) - 60),
    "old": lambda at: at.provider.logout_token(iat=int(time.time()) - 3600),
    "of three minutes ago": lambda at: at.provider.logout_token(iat=int(time.time()) - 180),
    "of tomorrow": lambda at: at.provider.logout_token(iat=int(time.time()) + 3600),
    "signature": lambda at: at.provider.logout_token()[:-4] + "AAAA",
    "another key": lambda at: _resigned(at, key=FOREIGN, typ="logout+jwt"),
    "another type": lambda at: _resigned(at, typ="at+jwt"),
    "no type": lambda at: _resigned(at, typ=""),
    "no algorithm": lambda at: _unsigned(at.provider.logout_token()),
    "nonsense": lambda _: "x.y.z",
    "empty": lambda _: "",
}


def _resigned(at: Console, key: RSAKey | None = None, **header: str) -> str:
    now = int(time.time())
    claims: dict[str, Any] = {"iss": at.provider.issuer, "aud": "console", "iat": now, "exp": now + 60, "jti": "x"}
    claims |= {"events": {"http://schemas.openid.net/event/backchannel-logout": {}}, "sid": str(at.provider.sid)}
    return signed(claims, key or KEY, **header)


def _unsigned(token: str) -> str:
    head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"logout+jwt","kid":"test"}').rstrip(b"=").decode()
    return ".".join([head, token.split(".")[1], ""])


@pytest.mark.parametrize("forgery", FORGED)
async def test_a_forged_logout_token_ends_nothing(signed_in: Console, forgery: str) -> None:
    refused = await told(signed_in, FORGED[forgery](signed_in))
    assert refused.status == 400
    assert refused.body == b'{"error": "invalid_request"}'
    assert await is_in(signed_in)


async def said(nats: Nats, event: object, tenant: UUID) -> None:
    client = await bus.connect(nats.url)
    envelope = Envelope(id=new_id(), tenant=tenant, event=event, time=datetime.now(UTC))
    await client.publish(envelope.subject, envelope.written().encode())
    await client.close()


async def test_what_the_bus_says_takes_effect_at_once(signed_in: Console, nats: Nats) -> None:
    assert signed_in.visitor.edge.console
    provider = signed_in.provider
    listening = asyncio.create_task(hear_revocations(nats.url_of("edge"), signed_in.visitor.edge.console.tokens))
    tenant = provider.tenants["acme"]
    try:
        for event in (
            MemberChanged(member=new_id(), person=provider.person),
            MemberLeft(member=new_id(), person=provider.person, members=1),
            TenantSuspended(revision=1),
        ):
            assert await is_in(signed_in)
            await within(15, partial(said, nats, event, tenant), lambda: refreshed_again(signed_in))
        await within(15, lambda: said(nats, SessionRevoked(session=provider.sid), HOUSE), lambda: is_out(signed_in))
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_an_event_about_somebody_else_changes_nothing(signed_in: Console) -> None:
    assert await is_in(signed_in)
    assert signed_in.visitor.edge.console
    tokens = signed_in.visitor.edge.console.tokens
    await tokens.drop_of(signed_in.provider.tenants["acme"], new_id())
    await tokens.drop_of(signed_in.provider.tenants["globex"])
    await tokens.end_of(sid=new_id())
    signed_in.forget()
    assert await is_in(signed_in)
    assert signed_in.provider.refreshed == ["acme"]


async def is_out(console: Console) -> bool:
    return not await is_in(console)


async def refreshed_again(console: Console) -> bool:
    before = len(console.provider.refreshed)
    assert await is_in(console)
    return len(console.provider.refreshed) > before


async def within(seconds: float, say: Callable[[], Any], true: Callable[[], Any]) -> None:
    """Said again until heard, for the subscription may not stand yet."""
    async with asyncio.timeout(seconds):
        await say()
        while not await true():
            await asyncio.sleep(0.05)
            await say()
