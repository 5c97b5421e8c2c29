"""Scale: what a page asks of the database with ten thousand tenants in it, against the same with ten."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import structlog
from starlette.types import ASGIApp, Message, Scope

from bench.support import tenants
from bench.support.databases import Addresses, data_folder, databases
from bench.support.tenants import SLUG, Tenant
from bench.support.texts import LOCALES
from bench.support.verdict import verdict
from services.policy_hosting.documents.document import Document
from services.policy_hosting.publication import kept_forms, reading_text
from services.policy_hosting.publication.publisher import center_of
from services.policy_hosting.routes import routes
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions.reading import publication
from services.policy_hosting.versions.version import numbered, present, scheduled
from services.tenant_auth.hosts.host import is_served
from services.tenant_auth.tenants.tenant import Tenant as Directory
from shared.tenancy.backend import Database, open_database
from shared.tenancy.placement import Role
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.app import create_app

FEW, MANY = 10, 10_000
VERSIONS, SIZE = 3, 6_000  # characters a text
TARGET = 1.3
TURNS = 40
SERVICES = ("tenant_auth", "policy_hosting")
SECRET, DOMAIN = "bench", "localhost"


@dataclass(frozen=True)
class House:
    """One installation's databases, and who is in them."""

    everyone: list[Tenant]
    directory: Database
    policies: Database
    settings: Settings
    app: ASGIApp


Measure = Callable[[House, Tenant], Awaitable[object]]


async def everything(_: House, tenant: Tenant) -> None:
    """All that may be published of a tenant."""
    async with unit_of_work(tenant.id):
        assert (await publication()).documents[0].in_force


async def page(house: House, tenant: Tenant) -> None:
    """What the pages of a center are rendered from: its profile and all it has published."""
    async with unit_of_work(tenant.id):
        assert await center_of(tenant.id, house.settings)


async def versions(_: House, tenant: Tenant) -> None:
    """A document by its slug; its version in force, one by its number, those to come."""
    async with unit_of_work(tenant.id):
        document = await Document.named(SLUG)
        assert await present(document.id)
        await numbered(document.id, 2)
        await scheduled(document.id)


async def compared(house: House, tenant: Tenant) -> None:
    """Two versions that are no neighbours, compared on demand by the service, nothing of it kept from before."""
    for kept in (kept_forms.compared, kept_forms.body, reading_text.parsed, reading_text._bare):  # noqa: SLF001
        kept.cache_clear()
    status = await ask(house.app, tenant, f"/en/policies/{SLUG}/changes/1...3")
    assert status == 200, status


async def looked_up(house: House, tenant: Tenant) -> None:
    """A tenant by its host and by its slug, in the directory."""
    with house.directory.activate():
        assert await is_served(tenant.host(DOMAIN))
        assert (await Directory.named(tenant.slug)).id == tenant.id


MEASURES: tuple[tuple[str, Measure, int], ...] = (
    ("everything published of a tenant", everything, 8),
    ("the queries of a page", page, 8),
    ("version lookups", versions, 8),
    ("comparison on demand", compared, 1),
    ("tenant by host and slug", looked_up, 8),
)


async def ask(app: ASGIApp, tenant: Tenant, path: str) -> int:
    """As the edge asks; a visitor each time, so that nobody asks too often."""
    visitor = f"2001:db8:{random.getrandbits(16):x}::/48"
    asked = {"avow-edge": SECRET, "avow-tenant": str(tenant.id), "avow-client": visitor}
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in asked.items()],
    }
    answered: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answered.append(message["status"])

    await app(scope, receive, send)
    return answered[0]


async def compare(few: House, many: House) -> None:
    """In turns, so that a slow moment of the machine hits both; the median of the turns' ratios counts."""
    for name, measure, reads in MEASURES:
        ratios, times = [], []
        for turn in range(TURNS + 1):
            pair = (few, many) if turn % 2 else (many, few)
            took = {id(house): await spend(measure, house, reads) for house in pair}
            if turn:  # the first one warms up
                ratios.append(took[id(many)] / took[id(few)])
                times.append(took[id(many)] / reads * 1000)
        ratio = median(ratios)
        print(f"  {name:34} {median(times):7.1f} ms, ratio {ratio:.2f} (at most {TARGET}): {verdict(ratio <= TARGET)}")


async def spend(measure: Measure, house: House, reads: int) -> float:
    """Seconds for so many reads of tenants taken at random."""
    those = random.choices(house.everyone, k=reads)  # noqa: S311
    with house.policies.activate():
        began = time.perf_counter()
        for tenant in those:
            await measure(house, tenant)
        return time.perf_counter() - began


async def filled(urls: Addresses, count: int) -> list[Tenant]:
    everyone = tenants.tenants(count)
    owners = {name: urls[name][Role.OWNER] for name in SERVICES}
    await tenants.load_directory(owners["tenant_auth"], everyone, domain=DOMAIN)
    await tenants.load_policies(owners["policy_hosting"], everyone, domain=DOMAIN, versions=VERSIONS, size=SIZE)
    for url in owners.values():
        await tenants.vacuum(url)
    return everyone


def told(urls: Addresses, service: str, data: Path) -> Settings:
    mine = urls[service]
    return Settings(
        data=data,
        edge_secret=SECRET,
        nats_url="",
        database_app=mine[Role.APP],
        database_relay=mine[Role.RELAY],
    )


async def run(few: tuple[Addresses, Path], many: tuple[Addresses, Path]) -> None:
    async with AsyncExitStack() as stack:
        houses = []
        for (urls, data), count in ((few, FEW), (many, MANY)):
            began = time.perf_counter()
            everyone = await filled(urls, count)
            print(f"{count} tenants in {len(LOCALES)} languages loaded in {time.perf_counter() - began:.0f} s")
            settings = told(urls, "policy_hosting", data)
            directory = await stack.enter_async_context(open_database("tenant_auth", told(urls, "tenant_auth", data)))
            policies = await stack.enter_async_context(open_database("policy_hosting", settings))
            app = create_app("policy_hosting", routes, settings, policies.activate)
            houses.append(House(everyone, directory, policies, settings, app))
        await compare(*houses)


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with ExitStack() as stack:
        sides = []
        for _ in range(2):
            data = stack.enter_context(data_folder())
            sides.append((stack.enter_context(databases(data, SERVICES)), data))
        asyncio.run(run(*sides))


if __name__ == "__main__":
    main()
