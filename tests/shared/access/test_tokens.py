"""Access tokens: what holds, and everything that does not."""

import base64
import json
import time
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import OctKey

from shared.access.revoked import Revoked
from shared.access.tokens import TokenCheck
from shared.errors import NotSignedIn
from shared.ids import new_id
from shared.settings import ServiceSettings
from tests.support import signed_in

TENANT = new_id()


@pytest.fixture
def tokens(settings: ServiceSettings) -> TokenCheck:
    return signed_in.check(settings)


async def test_a_token_says_who_calls_for_whom_and_with_what(tokens: TokenCheck, settings: ServiceSettings) -> None:
    caller = await tokens.caller(signed_in.token(settings, TENANT, "acme", ["a:b:c"]))
    assert (caller.kind, caller.tenant, caller.slug, caller.name) == ("person", TENANT, "acme", "Ada Lovelace")
    assert caller.can("a:b:c")
    assert not caller.can("a:b:d")
    assert caller.signed_in_at is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "http://auth.elsewhere"},
        {"aud": "http://api.elsewhere"},
        {"aud": None},
        {"exp": int(time.time()) - 1},
        {"exp": int(time.time()) + 4000},
        {"exp": None},
        {"iat": int(time.time()) + 86_400},
        {"nbf": int(time.time()) + 86_400},
        {"sub": "not-an-id"},
        {"kind": "operator"},
        {"client_id": None},
    ],
    ids=[
        "another issuer",
        "another audience",
        "no audience",
        "over",
        "too long",
        "endless",
        "of tomorrow",
        "not yet",
        "no id",
        "no kind of ours",
        "no client",
    ],
)
async def test_a_claim_that_does_not_hold_makes_the_token_nobodys(
    tokens: TokenCheck, settings: ServiceSettings, wrong: dict[str, Any]
) -> None:
    with pytest.raises(NotSignedIn):
        await tokens.caller(signed_in.token(settings, TENANT, **wrong))


def said_by(token: str) -> dict[str, Any]:
    """What a good token says, to be said again in another way."""
    claims: dict[str, Any] = json.loads(jws.extract_compact(token.encode()).payload)
    return claims


async def test_another_key_another_kind_or_no_signature_is_refused(
    tokens: TokenCheck, settings: ServiceSettings
) -> None:
    good = signed_in.token(settings, TENANT)
    claims = {"iss": settings.issuer}
    foreign = signed_in.signed(claims, signed_in.FOREIGN)
    brought: dict[str, Any] = {"jwk": signed_in.FOREIGN.as_dict(private=False)}
    own_key = signed_in.signed(said_by(good), signed_in.FOREIGN, **brought)
    id_token = signed_in.signed(said_by(good), typ="JWT")
    symmetric = signed_in.signed(claims, OctKey.import_key("0" * 32), alg="HS256")  # type: ignore[arg-type]
    head, body, _ = good.split(".")
    deep = base64.urlsafe_b64encode(b"[" * 3000).decode() + f".{body}."
    for bad in ("", "x", "a.b.c", deep, foreign, own_key, id_token, symmetric, f"{head}.{body}.", good[:-6] + "AAAAAA"):
        with pytest.raises(NotSignedIn):
            await tokens.caller(bad)


async def test_what_was_revoked_holds_no_longer_though_it_was_seen_before(settings: ServiceSettings) -> None:
    session, person = new_id(), new_id()
    revoked = Revoked()
    tokens = TokenCheck(settings.issuer, settings.audience, signed_in._keys, revoked)
    first = signed_in.token(settings, TENANT, sid=str(session))
    second = signed_in.token(settings, TENANT, sub=str(person))
    elsewhere = signed_in.token(settings, new_id(), sub=str(person))
    for each in (first, second, elsewhere):
        await tokens.caller(each)
    revoked.add("session", session)
    revoked.add("member", person, TENANT)
    for each in (first, second):
        with pytest.raises(NotSignedIn):
            await tokens.caller(each)
    assert (await tokens.caller(elsewhere)).actor == person
    renewed = signed_in.token(settings, TENANT, sub=str(person), iat=time.time())
    assert (await tokens.caller(renewed)).actor == person
