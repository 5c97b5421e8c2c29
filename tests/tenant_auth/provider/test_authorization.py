"""The authorization endpoint: whom it sends where, and whom it sends nowhere."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from services.tenant_auth.settings import Settings
from tests.support.factories.person import PASSWORD, person
from tests.support.relying_party import CALLBACK, RelyingParty, answered, claims, inputs, sit_down

pytestmark = pytest.mark.slow

EVIL = "https://evil.example/signed-in"


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": EVIL},
        {"redirect_uri": f"{CALLBACK}/"},
        {"redirect_uri": f"{CALLBACK}?x=1"},
        {"redirect_uri": f"{CALLBACK}/../evil"},
        {"redirect_uri": CALLBACK.replace("localhost", "LOCALHOST")},
        {"redirect_uri": CALLBACK.replace("console.", "console.evil.")},
        {"redirect_uri": f"{CALLBACK}\u202e"},
        {"redirect_uri": ""},
        {"redirect_uri": None},
        {"client_id": "nobody"},
        {"client_id": "\x00"},
        {"client_id": None},
        {"state": "\x00"},
    ],
    ids=str,
)
async def test_an_address_that_is_not_registered_is_never_visited(
    browser: httpx2.AsyncClient, party: RelyingParty, wrong: dict[str, str | None]
) -> None:
    await sit_down(browser, await person())
    refused = await browser.get(party.url(**wrong))
    assert refused.status_code == 422
    assert "location" not in refused.headers
    assert "evil" not in refused.text


async def test_an_address_given_twice_is_never_visited(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    for name in ("redirect_uri", "client_id"):
        refused = await browser.get(f"{party.url()}&{name}={party.request()[name]}")
        assert (refused.status_code, refused.headers.get("location")) == (422, None)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": 'é"'}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "dance"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"),
        ({"request_uri": "https://evil.example/r"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
        ({"nonce": "n" * 501}, "invalid_request"),
    ],
    ids=str,
)
async def test_a_wrong_request_is_refused_at_the_clients_own_address(
    browser: httpx2.AsyncClient,
    party: RelyingParty,
    provider: Settings,
    wrong: dict[str, str | None],
    error: str,
) -> None:
    await sit_down(browser, await person())
    answer = answered(await browser.get(party.url(**wrong)))
    assert (answer["error"], answer["state"], answer["iss"]) == (error, party.state, provider.issuer)
    assert "code" not in answer


async def test_a_parameter_given_twice_is_refused(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    await sit_down(browser, await person())
    assert answered(await browser.get(f"{party.url()}&nonce=other"))["error"] == "invalid_request"
    assert answered(await browser.get(f"{party.url()}&scope=openid"))["error"] == "invalid_request"


async def test_without_a_session_the_request_is_carried_through_the_sign_in(
    browser: httpx2.AsyncClient, party: RelyingParty
) -> None:
    asked = await browser.get(party.url(prompt="login", login_hint="ada@acme.example", ui_locales="fr"))
    assert asked.status_code == 303
    page = await browser.get(asked.headers["location"])
    assert '<html lang="fr"' in page.text
    fields = inputs(page)
    assert fields["email"] == "ada@acme.example"
    carried = {name: each[0] for name, each in parse_qs(urlsplit(fields["then"]).query).items()}
    asking = {**party.request(), "login_hint": "ada@acme.example", "ui_locales": "fr"}
    assert carried == asking, "all but the prompt, which the page fulfils"


async def test_a_session_that_is_too_old_signs_in_anew_and_is_then_fresh(
    browser: httpx2.AsyncClient, party: RelyingParty
) -> None:
    ada = await person(password=PASSWORD)
    session = await sit_down(browser, ada, ago=timedelta(minutes=20))
    assert "code" in answered(await browser.get(party.url(max_age="1800")))
    asked = await browser.get(party.url(max_age="600"))
    page = await browser.get(asked.headers["location"])
    sent = await browser.post("/sign-in", data={**inputs(page), "email": ada.email, "password": PASSWORD})
    code = answered(await browser.get(sent.headers["location"]))["code"]
    tokens = (await party.exchange(code)).json()
    said = claims(tokens["id_token"])
    assert said["auth_time"] > session.signed_in_at.timestamp() + 600
    assert said["sid"] == str(session.id), "the same session, with a fresh proof"


async def test_who_may_not_be_asked_is_told_so(
    browser: httpx2.AsyncClient, party: RelyingParty, provider: Settings
) -> None:
    answer = answered(await browser.get(party.url(prompt="none")))
    assert (answer["error"], answer["iss"]) == ("login_required", provider.issuer)
    await sit_down(browser, await person(), ago=timedelta(minutes=20))
    assert answered(await browser.get(party.url(prompt="none", max_age="600")))["error"] == "login_required"
    assert "code" in answered(await browser.get(party.url(prompt="none")))


async def test_a_session_that_was_ended_asks_to_sign_in(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    await sit_down(browser, await person())
    kept = browser.cookies["__Host-avow-auth"]
    await browser.post("/sign-out")
    browser.cookies.set("__Host-avow-auth", kept, domain="auth.localhost")
    assert (await browser.get(party.url())).headers["location"].startswith("/sign-in?")
