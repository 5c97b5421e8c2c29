"""Two strict relying parties from npm, on the running house: what they accept, others will."""

import asyncio
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.local.packages import node
from services.tenant_auth.people.password import hashed
from services.tenant_auth.people.person import Person
from services.tenant_auth.provider.client import Client
from services.tenant_auth.sessions.session import digest
from services.tenant_auth.settings import Settings
from services.tenant_auth.tenants.tenant import Tenant
from shared.clock import now
from shared.ids import new_id, new_token
from shared.tenancy.backend import open_database
from shared.tenancy.unit_of_work import system_work
from tests.support.system import System, running_system

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("relying-parties")]
HERE = Path(__file__).parent
REDIRECT, AFTERWARDS = "https://rp.example/back", "https://rp.example/bye"
ACCOUNT = {"email": "ada@rp.example", "password": "correct horse battery staple 9"}


@pytest.fixture(scope="module")
def told() -> Iterator[dict[str, Any]]:
    """The running house with a person, a relying party and a machine of a tenant."""
    with running_system(demonstration=False) as system:
        yield asyncio.run(_prepared(system))


@pytest.mark.parametrize(
    ("program", "checks"), [("openid_client.mjs", 10), ("oauth4webapi.mjs", 7)], ids=["openid-client", "oauth4webapi"]
)
def test_a_strict_relying_party_is_content(told: dict[str, Any], program: str, checks: int) -> None:
    done = subprocess.run(
        [node(), HERE / program],
        env={**os.environ, "AVOW_RELYING_PARTY": json.dumps(told)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["passed"]) == checks


async def _prepared(system: System) -> dict[str, Any]:
    settings = system.settings(Settings, "tenant_auth")
    secrets = {"rp": new_token(), "machine": new_token()}
    async with open_database("tenant_auth", settings) as database:
        with database.activate():
            tenant = await Tenant.create_tenant(
                "acme", {"name": "Acme", "country": "FR", "locales": ["en"]}, None, domain=settings.domain
            )
            async with system_work("a test lays out its people and clients"):
                await Person.join(ACCOUNT["email"], name="Ada", locale="en", password=await hashed(ACCOUNT["password"]))
                party = await _client("console", secrets["rp"], redirects=[REDIRECT], logout_redirects=[AFTERWARDS])
                machine = await _client(
                    "machine", secrets["machine"], tenant=tenant, permissions=["policy_hosting:version:read"]
                )
    return {
        "issuer": settings.issuer,
        "audience": settings.audience,
        "client": party.id,
        "secret": secrets["rp"],
        "machine": {"client": machine.id, "secret": secrets["machine"]},
        "redirect": REDIRECT,
        "afterwards": AFTERWARDS,
        "account": ACCOUNT,
    }


async def _client(kind: str, secret: str, **more: Any) -> Client:
    laid_out: dict[str, Any] = {"redirects": [], "logout_redirects": [], "permissions": [], **more}
    return await Client.create(
        id=str(new_id()), kind=kind, secret=digest(secret), name=kind, created_at=now(), **laid_out
    )
