"""The 35 modules of the Basic OP plan of the OpenID Foundation's conformance suite, each a test of its name.

docs/openid-provider.md holds the table. Every request here carries PKCE: this provider takes none without.
"""

import re
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from services.tenant_auth.people.person import Person
from services.tenant_auth.settings import Settings
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute, unit_of_work
from tests.support.factories.person import person
from tests.support.relying_party import CALLBACK, RelyingParty, answered, claims, granted, inputs, sit_down

PAGE = Path(__file__).parents[3] / "docs/openid-provider.md"
NOT_OFFERED = {"address", "phone_number", "phone_number_verified"}


@pytest.fixture
async def ada(browser: httpx2.AsyncClient) -> Person:
    """Ada, signed in at the browser."""
    ada = await person()
    await sit_down(browser, ada)
    return ada


async def told(browser: httpx2.AsyncClient, tokens: dict[str, Any]) -> dict[str, Any]:
    answer = await browser.get("/userinfo", headers={"authorization": f"Bearer {tokens['access_token']}"})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


async def test_server(browser: httpx2.AsyncClient, party: RelyingParty, provider: Settings, ada: Person) -> None:
    tokens = await granted(browser, party)
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 300)
    said = claims(tokens["id_token"])
    assert (said["iss"], said["aud"], said["sub"]) == (provider.issuer, "console", str(ada.id))
    assert (said["nonce"], said["exp"] > time.time()) == (party.nonce, True)


@pytest.mark.usefixtures("ada")
async def test_response_type_missing(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    assert answered(await browser.get(party.url(response_type=None)))["error"] == "invalid_request"


async def test_userinfo_get(browser: httpx2.AsyncClient, party: RelyingParty, ada: Person) -> None:
    assert (await told(browser, await granted(browser, party)))["sub"] == str(ada.id)


async def test_userinfo_post_header(browser: httpx2.AsyncClient, party: RelyingParty, ada: Person) -> None:
    headers = {"authorization": f"Bearer {(await granted(browser, party))['access_token']}"}
    assert (await browser.post("/userinfo", headers=headers)).json()["sub"] == str(ada.id)


async def test_userinfo_post_body(browser: httpx2.AsyncClient, party: RelyingParty, ada: Person) -> None:
    form = {"access_token": (await granted(browser, party))["access_token"]}
    assert (await browser.post("/userinfo", data=form)).json()["sub"] == str(ada.id)


@pytest.mark.usefixtures("ada")
async def test_ensure_request_without_nonce_succeeds_for_code_flow(
    browser: httpx2.AsyncClient, party: RelyingParty
) -> None:
    assert "nonce" not in claims((await granted(browser, party, nonce=None))["id_token"])


async def test_scope_profile(browser: httpx2.AsyncClient, party: RelyingParty, ada: Person) -> None:
    said = await told(browser, await granted(browser, party, scope="openid profile"))
    assert said == {"sub": str(ada.id), "name": ada.name, "locale": "en"}


async def test_scope_email(browser: httpx2.AsyncClient, party: RelyingParty, ada: Person) -> None:
    said = await told(browser, await granted(browser, party, scope="openid email"))
    assert said == {"sub": str(ada.id), "email": ada.email, "email_verified": True}


@pytest.mark.parametrize("scope", ["address", "phone"])
async def test_a_scope_that_is_not_offered_is_passed_over(
    browser: httpx2.AsyncClient, party: RelyingParty, ada: Person, scope: str
) -> None:
    tokens = await granted(browser, party, scope=f"openid {scope}")
    assert tokens["scope"] == "openid"
    assert await told(browser, tokens) == {"sub": str(ada.id)}


async def test_scope_all(browser: httpx2.AsyncClient, party: RelyingParty, ada: Person) -> None:
    said = await told(browser, await granted(browser, party, scope="openid email phone address profile"))
    assert set(said) == {"sub", "name", "locale", "email", "email_verified"}
    assert said["sub"] == str(ada.id)
    assert not NOT_OFFERED & set(said)


@pytest.mark.usefixtures("ada")
async def test_alternate_happy_flow(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    tokens = await granted(browser, party, scope="email openid", state=None)
    assert sorted(tokens["scope"].split()) == ["email", "openid"]
    assert tokens["id_token"]


@pytest.mark.usefixtures("ada")
async def test_display_page(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    assert (await granted(browser, party, display="page"))["id_token"]


@pytest.mark.usefixtures("ada")
async def test_display_popup(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    assert (await granted(browser, party, display="popup"))["id_token"]


async def test_prompt_login(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    await sit_down(browser, await person(), ago=timedelta(minutes=1))
    asked = await browser.get(party.url(prompt="login"))
    assert asked.headers["location"].startswith("/sign-in?")
    assert inputs(await browser.get(asked.headers["location"]))["password"] == ""


async def test_prompt_none_not_logged_in(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    assert answered(await browser.get(party.url(prompt="none")))["error"] == "login_required"


async def test_prompt_none_logged_in(browser: httpx2.AsyncClient, party: RelyingParty, ada: Person) -> None:
    first = claims((await granted(browser, party))["id_token"])
    second = claims((await granted(browser, party, prompt="none"))["id_token"])
    assert first["sub"] == second["sub"] == str(ada.id)
    assert first["auth_time"] == second["auth_time"]


async def test_max_age_1(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    await sit_down(browser, await person(), ago=timedelta(seconds=3))
    assert (await browser.get(party.url(max_age="1"))).headers["location"].startswith("/sign-in?")


async def test_max_age_10000(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    session = await sit_down(browser, await person(), ago=timedelta(seconds=3))
    said = claims((await granted(browser, party, max_age="10000"))["id_token"])
    assert said["auth_time"] == int(session.signed_in_at.timestamp())


@pytest.mark.usefixtures("ada")
async def test_ensure_request_with_unknown_parameter_succeeds(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    assert (await granted(browser, party, extra="foobar"))["id_token"]


async def test_id_token_hint(browser: httpx2.AsyncClient, party: RelyingParty, ada: Person) -> None:
    hint = (await granted(browser, party))["id_token"]
    said = claims((await granted(browser, party, prompt="none", id_token_hint=hint))["id_token"])
    assert said["sub"] == str(ada.id)
    await sit_down(browser, await person())
    for meant in (hint, "nonsense"):
        refused = answered(await browser.get(party.url(prompt="none", id_token_hint=meant)))
        assert refused["error"] == "login_required"


async def test_login_hint(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    asked = await browser.get(party.url(login_hint="ada@acme.example"))
    assert inputs(await browser.get(asked.headers["location"]))["email"] == "ada@acme.example"


async def test_ui_locales(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    asked = await browser.get(party.url(ui_locales="se de-AT fr"))
    assert '<html lang="de"' in (await browser.get(asked.headers["location"])).text


@pytest.mark.usefixtures("ada")
async def test_claims_locales(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    assert (await granted(browser, party, claims_locales="se"))["id_token"]


@pytest.mark.usefixtures("ada")
async def test_ensure_request_with_acr_values_succeeds(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    assert claims((await granted(browser, party, acr_values="aal2 aal1"))["id_token"])["acr"] == "aal1"


@pytest.mark.usefixtures("ada")
async def test_codereuse(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    code = answered(await browser.get(party.url()))["code"]
    assert (await party.exchange(code)).status_code == 200
    assert (await party.exchange(code)).json()["error"] == "invalid_grant"


@pytest.mark.usefixtures("ada")
async def test_codereuse_30seconds(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    code = answered(await browser.get(party.url()))["code"]
    tokens = (await party.exchange(code)).json()
    async with unit_of_work(HOUSE):
        await execute("UPDATE codes SET used_at = used_at - interval '31 seconds'")
    assert (await party.exchange(code)).json()["error"] == "invalid_grant"
    bearer = {"authorization": f"Bearer {tokens['access_token']}"}
    assert (await browser.get("/userinfo", headers=bearer)).status_code == 401


@pytest.mark.usefixtures("ada")
async def test_ensure_registered_redirect_uri(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    refused = await browser.get(party.url(redirect_uri=f"{CALLBACK}/unregistered"))
    assert (refused.status_code, refused.headers.get("location")) == (422, None)


@pytest.mark.usefixtures("ada")
async def test_ensure_post_request_succeeds(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    answer = answered(await browser.post("/authorization", data=party.request()))
    assert (await party.exchange(answer["code"])).status_code == 200


@pytest.mark.usefixtures("ada")
async def test_server_client_secret_post(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    party.post = True
    assert (await granted(browser, party))["id_token"]


@pytest.mark.usefixtures("ada")
async def test_unsigned_request_object_supported_correctly_or_rejected_as_unsupported(
    browser: httpx2.AsyncClient, party: RelyingParty
) -> None:
    refused = answered(await browser.get(party.url(request="eyJhbGciOiJub25lIn0.eyJzdGF0ZSI6ImV2aWwifQ.")))
    assert (refused["error"], refused["state"]) == ("request_not_supported", party.state)


@pytest.mark.usefixtures("ada")
async def test_claims_essential_is_passed_over(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    wish = '{"userinfo":{"name":{"essential":true}}}'
    assert set(await told(browser, await granted(browser, party, scope="openid", claims=wish))) == {"sub"}


@pytest.mark.usefixtures("ada")
async def test_ensure_request_object_with_redirect_uri(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    hidden = "eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwczovL2V2aWwuZXhhbXBsZSJ9."
    assert answered(await browser.get(party.url(request=hidden)))["error"] == "request_not_supported"
    assert (await browser.get(party.url(request=hidden, redirect_uri=None))).headers.get("location") is None


@pytest.mark.usefixtures("ada")
async def test_refresh_token(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    first = await granted(browser, party)
    second = (await party.refresh(first["refresh_token"])).json()
    before, after = claims(first["id_token"]), claims(second["id_token"])
    for name in ("iss", "sub", "aud", "auth_time"):
        assert before[name] == after[name]
    assert "nonce" not in after
    assert second["access_token"] != first["access_token"]


@pytest.mark.usefixtures("ada")
async def test_ensure_request_with_valid_pkce_succeeds(browser: httpx2.AsyncClient, party: RelyingParty) -> None:
    code = answered(await browser.get(party.url()))["code"]
    assert (await party.exchange(code)).status_code == 200


def test_every_module_stands_in_the_table_with_its_test_or_its_reason() -> None:
    rows = re.findall(
        r"^\| `oidcc-([a-z0-9-]+)` \| (passes|does not apply) \| (.+) \|$", PAGE.read_text(), re.MULTILINE
    )
    assert len({name for name, _, _ in rows}) == len(rows) == 35
    here = vars(sys.modules[__name__])
    for name, outcome, said in rows:
        test = f"test_{name.replace('-', '_')}"
        assert (test in here) is (outcome == "passes"), name
        if outcome != "passes":
            assert len(said) > 20, name
