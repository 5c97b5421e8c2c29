"""What tenant_auth publishes: stylesheet, mark and logos, then whose the hosts are; twice is the same bytes."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from infra.local.assets import build
from services.tenant_auth.tenants.publisher import Publisher
from services.tenant_auth.tenants.rebuild import rebuild
from services.tenant_auth.tenants.tenant import Tenant
from shared.events import TenantChanged
from shared.events.plain import from_plain
from shared.settings import ServiceSettings
from shared.sites import Sites
from shared.tenancy import profile
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.tenant import made
from tests.support.said import said

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.slow]


@pytest.fixture
def publisher(settings: ServiceSettings) -> Publisher:
    build()
    return Publisher(settings)


async def heard(publisher: Publisher, tenant: Tenant, which: int = -1) -> None:
    """As the worker does: both handlers, each in a unit of work."""
    event = from_plain(TenantChanged, (await said(tenant.id, "tenant.changed"))[which].data)
    for handler in (profile.copy, publisher.publish):
        async with unit_of_work(tenant.id):
            await handler(event)


def stored(settings: ServiceSettings) -> dict[Path, bytes]:
    folder = settings.data / "sites"
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def test_the_edge_learns_whose_a_host_is(publisher: Publisher, settings: ServiceSettings) -> None:
    tenant = await made(theme={"colour": "#ff00c8"})
    await heard(publisher, tenant)
    sites = Sites.of(settings)
    host = await sites.host(f"{tenant.slug}.localhost")
    assert host is not None
    assert (host.tenant, host.state, host.locales, host.revision) == (tenant.id, "active", ("fr", "en"), 1)
    manifest = await sites.manifest(tenant.id, "tenant_auth")
    assert manifest is not None
    assert set(manifest.entries) == {"/theme.css", "/icon.svg"}


async def test_heard_twice_it_writes_the_same_bytes(publisher: Publisher, settings: ServiceSettings) -> None:
    tenant = await made()
    await heard(publisher, tenant)
    before = stored(settings)
    await heard(publisher, tenant)
    assert stored(settings) == before


async def test_an_older_event_publishes_what_is_true_now(publisher: Publisher, settings: ServiceSettings) -> None:
    tenant = await made()
    await tenant.suspend()
    await heard(publisher, tenant)
    await heard(publisher, tenant, which=0)
    host = await Sites.of(settings).host(f"{tenant.slug}.localhost")
    assert host is not None
    assert (host.state, host.revision) == ("suspended", 2)


async def test_a_logo_is_published_under_a_name_of_its_content(publisher: Publisher, settings: ServiceSettings) -> None:
    tenant = await made()
    out = BytesIO()
    Image.new("RGB", (300, 100), "teal").save(out, "JPEG")
    await tenant.change({}, logos={"light": out.getvalue()})
    await heard(publisher, tenant)
    manifest = await Sites.of(settings).manifest(tenant.id, "tenant_auth")
    assert manifest is not None
    (logo,) = [path for path in manifest.entries if path.startswith("/logo-light.")]
    css = next(body for path, body in stored(settings).items() if b"--" in body and logo.encode() in body)
    assert b"url(" in css


async def test_everything_can_be_written_again_after_the_store_is_lost(
    publisher: Publisher, settings: ServiceSettings
) -> None:
    tenant = await made()
    assert await rebuild(settings, tenant.slug) == 1
    assert await Sites.of(settings).host(f"{tenant.slug}.localhost") is not None
