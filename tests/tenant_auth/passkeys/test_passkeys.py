"""Passkeys: made and used with a device of software; each lie of a device, a browser or a stranger is refused alike."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from services.tenant_auth.passkeys.browser import COOKIE as BROWSER
from services.tenant_auth.passkeys.challenge import Challenge
from services.tenant_auth.passkeys.passkey import Passkey
from services.tenant_auth.people.person import Person
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from services.tenant_auth.sessions.browser import COOKIE
from services.tenant_auth.sessions.session import Session
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.authenticator import Authenticator
from tests.support.factories.person import PASSWORD, person
from tests.support.post import letters_to
from tests.support.relying_party import browsing, sit_down

pytestmark = pytest.mark.slow


async def add(browser: httpx2.AsyncClient, device: Authenticator, **form: str) -> httpx2.Response:
    options = (await browser.post("/account/passkeys/challenge")).json()
    return await browser.post("/account/passkeys", data={"credential": json.dumps(device.create(options)), **form})


async def owner(browser: httpx2.AsyncClient, device: Authenticator, *, password: str | None = None) -> Person:
    """Ada, with a passkey on this device, signed out."""
    ada = await person(password=password)
    await sit_down(browser, ada)
    assert (await add(browser, device)).status_code == 200
    browser.cookies.delete(COOKIE)
    return ada


async def options(browser: httpx2.AsyncClient) -> dict[str, Any]:
    answer = await browser.post("/passkeys/challenge")
    assert answer.status_code == 200
    asked: dict[str, Any] = answer.json()
    return asked


async def send(browser: httpx2.AsyncClient, credential: Any, then: str = "") -> httpx2.Response:
    return await browser.post("/passkeys/session", data={"credential": json.dumps(credential), "then": then})


def refused(browser: httpx2.AsyncClient, answer: httpx2.Response) -> bool:
    return answer.status_code == 422 and "could not be used" in answer.text and COOKIE not in browser.cookies


async def test_a_passkey_signs_in_by_itself_and_counts_as_two_factors(browser: httpx2.AsyncClient) -> None:
    device = Authenticator()
    ada = await owner(browser, device)
    done = await send(browser, device.get(await options(browser)), then="/account/sessions")
    assert (done.status_code, done.headers["location"]) == (303, "/account/sessions")
    async with unit_of_work(HOUSE):
        session = await Session.of_secret(browser.cookies[COOKIE])
        (passkey,) = await Passkey.of(ada.id)
    assert session
    assert (session.person, session.methods) == (ada.id, ["hwk", "user", "mfa"])
    assert (passkey.sign_count, passkey.used_at is not None) == (1, True)


async def test_what_is_asked_is_discoverable_verified_and_for_us_alone(browser: httpx2.AsyncClient) -> None:
    await sit_down(browser, await person())
    asked = (await browser.post("/account/passkeys/challenge")).json()
    assert asked["rp"]["id"] == "auth.localhost"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    wanted = await options(browser)
    assert (wanted["rpId"], wanted["userVerification"]) == ("auth.localhost", "required")
    assert not wanted.get("allowCredentials"), "it would tell who has an account"


async def test_with_the_first_passkey_come_recovery_codes_and_a_letter(browser: httpx2.AsyncClient) -> None:
    ada = await person()
    await sit_down(browser, ada)
    first = await add(browser, Authenticator(), name="Telephone")
    assert first.text.count("<code>") == 10
    second = await add(browser, Authenticator())
    assert second.headers["location"] == "/account/passkeys?done=added"
    page = await browser.get("/account/passkeys")
    assert "Telephone" in page.text
    assert [letter.text.body.count("passkey was added") for letter in await letters_to(ada.email)] == [1, 1]


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "http://auth.localhost.evil.example:8000"},
        {"origin": "http://auth.localhost"},
        {"origin": "https://auth.localhost:8000"},
        {"rp": "localhost"},
        {"verifies": False},
    ],
    ids=str,
)
async def test_an_answer_from_elsewhere_or_without_verification_is_refused(
    browser: httpx2.AsyncClient, lie: dict[str, Any]
) -> None:
    device = Authenticator()
    await owner(browser, device)
    asked = await options(browser)
    assert refused(browser, await send(browser, replace(device, **lie).get(asked)))
    assert (await send(browser, device.get(await options(browser)))).status_code == 303, "the device itself is fine"


@pytest.mark.parametrize("lie", [{"origin": "http://evil.example"}, {"rp": "localhost"}, {"verifies": False}], ids=str)
async def test_a_passkey_made_elsewhere_or_without_verification_is_not_kept(
    browser: httpx2.AsyncClient, lie: dict[str, Any]
) -> None:
    ada = await person()
    await sit_down(browser, ada)
    assert (await add(browser, Authenticator(**lie))).status_code == 422
    async with unit_of_work(HOUSE):
        assert await Passkey.of(ada.id) == []


async def test_an_answer_can_be_sent_once(browser: httpx2.AsyncClient) -> None:
    device = Authenticator()
    await owner(browser, device)
    answer = device.get(await options(browser))
    assert (await send(browser, answer)).status_code == 303
    browser.cookies.delete(COOKIE)
    assert refused(browser, await send(browser, answer))


async def test_a_refused_answer_has_used_the_challenge_up(browser: httpx2.AsyncClient) -> None:
    device = Authenticator()
    await owner(browser, device)
    asked = await options(browser)
    await send(browser, replace(device, verifies=False).get(asked))
    assert refused(browser, await send(browser, device.get(asked)))


async def test_a_challenge_is_for_the_browser_that_asked(auth_host: Starlette, browser: httpx2.AsyncClient) -> None:
    """A stolen answer, or one a victim was made to sign, is of no use in another browser."""
    device = Authenticator()
    await owner(browser, device)
    asked = await options(browser)
    async with browsing(auth_host) as stranger:
        assert refused(stranger, await send(stranger, device.get(asked)))
        await options(stranger)
        assert refused(stranger, await send(stranger, device.get(asked)))


async def test_a_challenge_ends_after_five_minutes(browser: httpx2.AsyncClient) -> None:
    device = Authenticator()
    await owner(browser, device)
    asked = await options(browser)
    async with unit_of_work(HOUSE):
        rows = Challenge.all()
        last = await rows.order_by("-expires_at").first()
        assert last
        assert timedelta(minutes=4) < last.expires_at - datetime.now(UTC) <= timedelta(minutes=5)
        await Challenge.all().update(expires_at=datetime.now(UTC))
    assert refused(browser, await send(browser, device.get(asked)))


async def test_a_copied_device_is_found_out_by_its_counter(browser: httpx2.AsyncClient) -> None:
    device = Authenticator()
    await owner(browser, device)
    copy = device.clone()
    for _ in range(2):
        assert (await send(browser, device.get(await options(browser)))).status_code == 303
        browser.cookies.delete(COOKIE)
    assert refused(browser, await send(browser, copy.get(await options(browser))))


async def test_a_key_that_signs_for_somebody_else_is_refused(browser: httpx2.AsyncClient) -> None:
    device, other = Authenticator(), Authenticator()
    await owner(browser, device)
    grace = await owner(browser, other)
    device.keys[0].person = grace.id.bytes
    assert refused(browser, await send(browser, device.get(await options(browser))))


async def test_one_key_is_never_kept_for_two_people(browser: httpx2.AsyncClient) -> None:
    device = Authenticator()
    await owner(browser, device)
    eve = await person()
    await sit_down(browser, eve)
    asked = (await browser.post("/account/passkeys/challenge")).json()
    made = device.create(asked)
    device.keys.pop()
    taken = Authenticator(keys=device.keys)
    forged = _with_credential(made, taken.keys[0].id)
    assert (await browser.post("/account/passkeys", data={"credential": json.dumps(forged)})).status_code == 422
    async with unit_of_work(HOUSE):
        assert await Passkey.of(eve.id) == []


def _with_credential(made: dict[str, Any], credential: bytes) -> dict[str, Any]:
    """The same answer with somebody else's credential id in it; "none" attestation signs nothing."""
    import cbor2  # noqa: PLC0415
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url  # noqa: PLC0415

    attested = cbor2.loads(base64url_to_bytes(made["response"]["attestationObject"]))
    data = attested["authData"]
    attested["authData"] = data[:55] + credential + data[55 + len(credential) :]
    name = bytes_to_base64url(credential)
    response = made["response"] | {"attestationObject": bytes_to_base64url(cbor2.dumps(attested))}
    return made | {"id": name, "rawId": name, "response": response}


BROKEN: list[Callable[[dict[str, Any]], Any]] = [
    lambda _: {},
    lambda _: [],
    lambda _: "x",
    lambda _: None,
    lambda answer: answer | {"rawId": "AAAA"},
    lambda answer: answer | {"type": "password"},
    lambda answer: answer | {"response": {}},
    lambda answer: answer | {"response": answer["response"] | {"signature": "AAAA"}},
    lambda answer: answer | {"response": answer["response"] | {"authenticatorData": "AAAA"}},
    lambda answer: answer | {"response": answer["response"] | {"clientDataJSON": "AAAA"}},
    lambda answer: answer | {"response": answer["response"] | {"userHandle": None}},
    lambda answer: answer | {"response": answer["response"] | {"clientDataJSON": "W1tb" * 1000}},
]


@pytest.mark.parametrize("broken", BROKEN)
async def test_nonsense_is_refused_like_a_wrong_answer(
    browser: httpx2.AsyncClient, broken: Callable[[dict[str, Any]], Any]
) -> None:
    device = Authenticator()
    await owner(browser, device)
    assert refused(browser, await send(browser, broken(device.get(await options(browser)))))


async def test_brackets_in_brackets_are_refused_too(browser: httpx2.AsyncClient) -> None:
    assert refused(browser, await browser.post("/passkeys/session", data={"credential": "[" * 3000}))


async def test_a_frame_in_somebody_else_s_page_cannot_ask(browser: httpx2.AsyncClient) -> None:
    device = Authenticator()
    await owner(browser, device)

    class Framed(Authenticator):
        def _client(self, kind: str, challenge: str) -> bytes:
            return super()._client(kind, challenge).replace(b"false", b"true")

    assert refused(browser, await send(browser, Framed(keys=device.keys).get(await options(browser))))


async def test_adding_and_removing_want_a_fresh_sign_in(browser: httpx2.AsyncClient) -> None:
    await sit_down(browser, await person(), ago=timedelta(minutes=11))
    for answer in (await browser.get("/account/passkeys"), await browser.post("/account/passkeys/challenge")):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in?then=%2Faccount")


async def test_the_last_way_in_cannot_be_removed_but_one_of_two_can(browser: httpx2.AsyncClient) -> None:
    device = Authenticator()
    ada = await owner(browser, device)
    await sit_down(browser, ada)
    async with unit_of_work(HOUSE):
        (first,) = await Passkey.of(ada.id)
    last = await browser.post(f"/account/passkeys/{first.id}/removal")
    assert last.status_code == 409
    assert "only way to sign in" in last.text
    await add(browser, Authenticator())
    assert (await browser.post(f"/account/passkeys/{first.id}/removal")).status_code == 303
    assert "passkey was removed" in (await letters_to(ada.email))[-1].text.body


async def test_somebody_else_s_passkey_is_missing(browser: httpx2.AsyncClient) -> None:
    ada = await owner(browser, Authenticator())
    async with unit_of_work(HOUSE):
        (passkey,) = await Passkey.of(ada.id)
    await sit_down(browser, await person(password=PASSWORD))
    assert (await browser.post(f"/account/passkeys/{passkey.id}/removal")).status_code == 404
    assert (await browser.post(f"/account/passkeys/{passkey.id}/name", data={"name": "Mine"})).status_code == 404


async def test_where_there_is_a_passkey_a_password_alone_is_not_enough(browser: httpx2.AsyncClient) -> None:
    ada = await owner(browser, Authenticator(), password=PASSWORD)
    answer = await browser.post("/sign-in", data={"email": ada.email, "password": PASSWORD})
    assert answer.headers["location"] == "/sign-in/second-factor"
    assert COOKIE not in browser.cookies
    async with unit_of_work(HOUSE):
        assert await RecoveryCode.left(ada.id) == 10


async def test_the_challenge_s_cookie_is_the_browser_s_alone(browser: httpx2.AsyncClient) -> None:
    cookie = (await browser.post("/passkeys/challenge")).headers["set-cookie"]
    assert cookie.startswith(f"{BROWSER}=")
    assert all(word in cookie.lower() for word in ("; secure", "; httponly", "; path=/", "; samesite=strict"))
