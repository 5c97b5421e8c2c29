"""Whether a name is served, as Caddy asks before it gets a certificate: only names of tenants are."""

from dataclasses import replace

import pytest

from services.tenant_auth.hosts.internal import ask
from shared.internal import internal_app
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database, open_database
from tests.support.asking import asking
from tests.support.factories.tenant import made


async def answered(database: Database, settings: ServiceSettings, **parameters: str) -> int:
    async with asking(internal_app(database, settings, [ask])) as client:
        return (await client.get("/hosts/ask", params=parameters)).status_code


async def test_a_tenants_host_is_served_however_it_is_written(database: Database, settings: ServiceSettings) -> None:
    host = f"{(await made()).slug}.localhost"
    for written in (host, host.upper(), f"{host}."):
        assert await answered(database, settings, domain=written) == 200


async def test_a_suspended_tenants_policies_stay_readable_so_its_host_is_served(
    database: Database, settings: ServiceSettings
) -> None:
    tenant = await made()
    await tenant.suspend()
    assert await answered(database, settings, domain=f"{tenant.slug}.localhost") == 200


@pytest.mark.parametrize(
    "domain",
    ["nobody.localhost", "localhost", "", ".", "..", "%", "_", "a\x00b", "*.localhost", "a" * 64, "a." * 200 + "a",
     "xn--80ak6aa92e.com", "127.0.0.1", "é.localhost", "' OR 1=1 --"],
)  # fmt: skip
async def test_nobody_makes_us_collect_certificates(database: Database, settings: ServiceSettings, domain: str) -> None:
    await made()
    assert await answered(database, settings, domain=domain) == 404


async def test_without_a_domain_there_is_no_answer(database: Database, settings: ServiceSettings) -> None:
    assert await answered(database, settings) == 404


async def test_while_the_database_is_away_no_certificate_is_asked_for(settings: ServiceSettings) -> None:
    nowhere = replace(settings, database_app="postgresql://nobody:x@127.0.0.1:1/nowhere")
    async with open_database("tenant_auth", nowhere) as gone:
        assert await answered(gone, nowhere, domain="acme.localhost") == 503
