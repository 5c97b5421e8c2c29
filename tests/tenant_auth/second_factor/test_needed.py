"""Where the operator demands two factors, a password alone opens the account to add one, and nothing else."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx2
import pytest
from starlette.applications import Starlette

from services.tenant_auth.members.roles import Role
from services.tenant_auth.people.person import Person
from services.tenant_auth.routes import routes
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.settings import Settings
from shared.tenancy.backend import Database
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.app import create_app
from tests.support.asking import asking
from tests.support.factories.person import PASSWORD, fresh_address, person
from tests.support.post import path_in_letter
from tests.support.relying_party import RelyingParty, answered, browsing, granted, sit_down
from tests.support.staff import Staff

pytestmark = pytest.mark.slow


@pytest.fixture
def strict(database: Database, provider: Settings) -> Starlette:
    return create_app("tenant_auth", routes, replace(provider, second_factor="needed"), database.activate)


@pytest.fixture
async def guest(strict: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    async with browsing(strict) as client:
        yield client


async def proven(browser: httpx2.AsyncClient, ada: Person) -> None:
    """Ada signed in with a passkey."""
    session = await sit_down(browser, ada)
    async with unit_of_work(HOUSE):
        await Session.filter(id=session.id).update(methods=["hwk", "user", "mfa"])


async def test_a_password_alone_leads_to_adding_a_passkey(guest: httpx2.AsyncClient, strict: Starlette) -> None:
    ada, party = await person(password=PASSWORD), RelyingParty(strict)
    asked = {"email": ada.email, "password": PASSWORD, "then": party.url()}
    away = await guest.post("/sign-in", data=asked)
    assert away.headers["location"] == "/account/passkeys?done=needed"
    assert "A password alone is not enough here." in (await guest.get(away.headers["location"])).text
    invited = await guest.post("/sign-in", data={**asked, "then": "/invitations/x"})
    assert invited.headers["location"] == "/invitations/x", "what is on this host may be done first"
    refused = await guest.get(party.url())
    assert refused.headers["location"].startswith("/sign-in?")
    assert answered(await guest.get(party.url(prompt="none")))["error"] == "login_required"


async def test_who_came_by_a_letter_adds_a_passkey_first(guest: httpx2.AsyncClient, staff: Staff) -> None:
    email = fresh_address("grace")
    async with asking(staff.app) as console:
        form = {"email": email, "roles": [Role.AGENT]}
        await console.post(f"/{staff.slug}/invitations", data=form, headers=staff.here())
    path = await path_in_letter(email, staff.tenant)
    done = await guest.post(path, data={"name": "Grace Hopper", "password": "compilers were a strange idea once"})
    assert done.headers["location"] == "/account/passkeys?done=needed"


async def test_two_factors_lead_in(guest: httpx2.AsyncClient, strict: Starlette) -> None:
    await proven(guest, await person())
    assert await granted(guest, RelyingParty(strict))


async def test_what_was_granted_before_the_demand_is_not_renewed(
    browser: httpx2.AsyncClient, party: RelyingParty, strict: Starlette
) -> None:
    await sit_down(browser, await person())
    tokens = await granted(browser, party)
    refused = await RelyingParty(strict).refresh(tokens["refresh_token"])
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
