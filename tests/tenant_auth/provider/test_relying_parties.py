"""Strict clients that know nothing of our code: npm openid-client and oauth4webapi, over real HTTP."""

import asyncio
import json
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from infra.local.packages import node
from services.tenant_auth.settings import Settings
from tests.support.asking import from_edge
from tests.support.edge import neighbouring
from tests.support.factories.person import person
from tests.support.relying_party import SECRET, sit_down

HERE = Path(__file__).parent


@pytest.mark.slow
async def test_openid_client_and_oauth4webapi_find_nothing_wrong(
    auth_host: Starlette, provider: Settings, browser: httpx2.AsyncClient
) -> None:
    await sit_down(browser, await person())
    async with neighbouring(auth_host) as port:  # type: ignore[arg-type]  # any ASGI app will do
        told = {
            "issuer": provider.issuer,
            "audience": provider.audience,
            "place": f"127.0.0.1:{port}",
            "secret": SECRET,
            "cookie": f"__Host-avow-auth={browser.cookies['__Host-avow-auth']}",
            "headers": from_edge(None),
            "back": provider.console,
        }
        process = await asyncio.create_subprocess_exec(
            str(node()),
            str(HERE / "relying_parties.mjs"),
            json.dumps(told),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        said, faults = await asyncio.wait_for(process.communicate(), timeout=60)
    assert process.returncode == 0, faults.decode()
    assert said.decode().strip() == "all held"
