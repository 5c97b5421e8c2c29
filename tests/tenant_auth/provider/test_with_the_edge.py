"""The console's whole path: the edge as the client of the real provider, from a page to its token and to its end."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from joserfc import jws
from starlette.applications import Starlette

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from services.tenant_auth.provider.backchannel import LogoutTeller
from services.tenant_auth.provider.internal import jwks
from services.tenant_auth.sessions.ending import end
from services.tenant_auth.settings import Settings
from shared.events.tenant_auth import LogoutDue
from shared.internal import internal_app
from shared.tenancy.backend import Database
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.console import Browser, Service
from tests.support.databases import EDGE, Databases
from tests.support.edge import edge_settings, neighbouring, visiting
from tests.support.factories.person import person
from tests.support.factories.tenant import made
from tests.support.relying_party import SECRET, sit_down

pytestmark = pytest.mark.slow


@asynccontextmanager
async def edge_beside(
    provider: Starlette, internal: Starlette, service: Service, databases: Databases, folder: Path
) -> AsyncIterator[Browser]:
    async with (
        neighbouring(provider) as auth,  # type: ignore[arg-type]  # any ASGI app will do
        neighbouring(internal) as keys,  # type: ignore[arg-type]
        neighbouring(service) as policies,
    ):
        settings = edge_settings(
            folder,
            services=f"tenant_auth=127.0.0.1:{auth},policy_hosting=127.0.0.1:{policies}",
            internals=f"tenant_auth=127.0.0.1:{keys}",
            console_secret=SECRET,
            edge_secret="edge-secret",
            keys=str(databases.keys),
        )
        async with visiting(settings, database=await databases.of(EDGE)) as visitor:
            yield Browser(visitor)


async def test_from_a_page_to_its_token_and_to_the_end_of_the_session(
    databases: Databases,
    database: Database,
    provider: Settings,
    auth_host: Starlette,
    browser: httpx2.AsyncClient,
    tmp_path: Path,
) -> None:
    service = Service()
    ada, acme, globex = await person(), await made(), await made()
    async with unit_of_work(acme.id):
        await Member.join(ada.id, [Role.OWNER])
    session = await sit_down(browser, ada)
    internal = internal_app(database, provider, [jwks])
    async with edge_beside(auth_host, internal, service, databases, tmp_path) as console:
        begun = await console.get(f"/{acme.slug}/policies/all")
        where = urlsplit(begun.headers["location"])
        agreed = await browser.get(f"{where.path}?{where.query}")
        back = urlsplit(agreed.headers["location"])
        signed_in = await console.get(f"{back.path}?{back.query}")
        assert (signed_in.status, signed_in.headers["location"]) == (303, f"/{acme.slug}/policies/all")
        page = await console.get(f"/{acme.slug}/policies/all")
        assert page.text == "from the service"
        token = service.heard("authorization")[0].removeprefix("Bearer ")
        claims = json.loads(jws.extract_compact(token.encode()).payload)
        assert (claims["slug"], claims["sub"], claims["sid"]) == (acme.slug, str(ada.id), str(session.id))
        assert (await console.get(f"/{globex.slug}/policies/all")).status == 404
        assert (await console.get(f"/{acme.slug}/policies/all")).status == 200

        async with unit_of_work(HOUSE):
            await end(session)
        told = LogoutTeller(_at(provider, console.visitor.port))
        async with unit_of_work(HOUSE):
            await told.tell_clients(LogoutDue(session=session.id))
        assert (await console.get(f"/{acme.slug}/policies/all")).status == 303


async def test_signing_out_at_the_console_ends_the_providers_session(
    databases: Databases,
    database: Database,
    provider: Settings,
    auth_host: Starlette,
    browser: httpx2.AsyncClient,
    tmp_path: Path,
) -> None:
    await sit_down(browser, await person())
    internal = internal_app(database, provider, [jwks])
    async with edge_beside(auth_host, internal, Service(), databases, tmp_path) as console:
        for again in (False, True):
            begun = urlsplit((await console.get("/")).headers["location"])
            agreed = await browser.get(f"{begun.path}?{begun.query}")
            if again:
                assert agreed.headers["location"].startswith("/sign-in?")
                return
            back = urlsplit(agreed.headers["location"])
            assert (await console.get(f"{back.path}?{back.query}")).status == 303
            away = urlsplit((await console.post("/sign-out", {})).headers["location"])
            home = await browser.get(f"{away.path}?{away.query}")
            assert home.headers["location"] == provider.console + "/"


def _at(provider: Settings, port: int) -> Settings:
    told = {name: getattr(provider, name) for name in provider.__dataclass_fields__}
    return Settings(**{**told, "console_place": f"127.0.0.1:{port}"})
