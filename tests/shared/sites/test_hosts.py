"""Host files: who answers on a host."""

from dataclasses import replace
from uuid import UUID

import pytest

from shared.errors import Invalid
from shared.sites import HostFile, Sites
from shared.storage import StorageUnreachable

FILE = HostFile(UUID(int=1), "acme", "active", "acme.localhost", ("fr", "en"), 4)


async def test_a_host_file_is_read_as_it_was_written(sites: Sites) -> None:
    assert await sites.host("acme.localhost") is None
    assert await sites.write_host("acme.localhost", FILE)
    assert await sites.host("acme.localhost") == FILE
    assert not await sites.write_host("acme.localhost", FILE)
    await sites.remove_host("acme.localhost")
    assert await sites.host("acme.localhost") is None


async def test_an_older_revision_changes_nothing(sites: Sites) -> None:
    await sites.write_host("acme.localhost", FILE)
    assert not await sites.write_host("acme.localhost", replace(FILE, state="suspended", revision=3))
    assert await sites.write_host("acme.localhost", replace(FILE, state="suspended", revision=5))
    found = await sites.host("acme.localhost")
    assert found is not None
    assert found.state == "suspended"


async def test_a_host_that_goes_to_another_tenant_starts_anew(sites: Sites) -> None:
    await sites.write_host("acme.localhost", FILE)
    other = replace(FILE, tenant=UUID(int=2), revision=1)
    assert await sites.write_host("acme.localhost", other)
    assert await sites.host("acme.localhost") == other


async def test_all_hosts_are_listed(sites: Sites) -> None:
    for host in ("acme.localhost", "privacy.acme.example"):
        await sites.write_host(host, FILE)
    assert {host: file async for host, file in sites.hosts()} == dict.fromkeys(
        ("acme.localhost", "privacy.acme.example"), FILE
    )


@pytest.mark.parametrize(
    "host",
    ["", "Acme.localhost", "acme.localhost:8000", "acme.localhost.", "../x", "a/b", "a..b", "-a.b", "a_b", "é.fr"],
)
async def test_what_is_no_plain_host_name_is_refused(sites: Sites, host: str) -> None:
    with pytest.raises(Invalid):
        await sites.write_host(host, FILE)
    with pytest.raises(Invalid):
        await sites.host(host)


async def test_a_damaged_host_file_is_a_fault_of_the_store(sites: Sites) -> None:
    await sites.storage.write("hosts/acme.localhost.json", b'{"tenant": "x"}')
    with pytest.raises(StorageUnreachable):
        await sites.tagged_host("acme.localhost")
