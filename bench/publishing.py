"""Publishing: from the commit of a version to the new page on the public host, with a thousand tenants loaded."""

import asyncio
import os
import random
import time
from dataclasses import dataclass
from statistics import quantiles

from bench.support import processes, tenants
from bench.support.tenants import SLUG, Tenant
from bench.support.texts import LOCALES
from bench.support.verdict import verdict
from infra.local.trial import System, running_system
from services.policy_hosting.actor import Actor
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.publishing import Wish, publish
from services.policy_hosting.versions.state import Change
from shared.settings import ServiceSettings
from shared.sites import Sites
from shared.tenancy.backend import open_database
from shared.tenancy.unit_of_work import unit_of_work

TENANTS, TIMES, SIZE = 1000, 40, 20_000
TARGET = 2.0  # seconds, 95 of 100 publications
PATIENCE, PAUSE = 30.0, 1.0


@dataclass(frozen=True)
class Measured:
    """Seconds from each commit to the first answer of the edge that holds the new words; what one of them cost."""

    waited: list[float]
    spent: float


async def measure(system: System) -> Measured:
    settings = system.settings(Settings, "policy_hosting")
    everyone = await load(system, settings)
    chosen = random.Random(7).sample(everyone, TIMES)  # noqa: S311  the same choice every time
    service, waited = processes.of_the_house(system.data)["policy_hosting"], list[float]()
    async with open_database("policy_hosting", settings) as database:
        with database.activate():
            began = processes.seconds(service)
            for number, tenant in enumerate(chosen):
                waited.append(await until_visible(system, tenant, f"Published as number {number}."))
                await asyncio.sleep(PAUSE)  # nobody publishes sixty times in a row
    return Measured(waited, (processes.seconds(service) - began) / TIMES)


async def load(system: System, settings: Settings) -> list[Tenant]:
    everyone, domain = tenants.tenants(TENANTS), settings.domain
    directory = system.settings(ServiceSettings, "tenant_auth")
    await tenants.load_directory(directory.database_owner, everyone, domain=domain)
    await tenants.load_policies(settings.database_owner, everyone, domain=domain, versions=1, size=SIZE)
    await tenants.write_hosts(Sites.of(settings), everyone, domain=domain)
    for url in (directory.database_owner, settings.database_owner):
        await tenants.vacuum(url)
    return everyone


async def until_visible(system: System, tenant: Tenant, words: str) -> float:
    """Publish a second version of the notice, with a section more; look at the page until it shows it."""
    more = f"## One section more\n\n{words}\n"
    given = Given(texts={locale: f"{tenant.notice(1, locale, SIZE)}\n{more}" for locale in LOCALES})
    async with unit_of_work(tenant.id):
        await publish(SLUG, given, Wish(change=Change.MATERIAL), Actor.operator())
    began = time.perf_counter()
    while words not in await asyncio.to_thread(look, system, tenant):
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"{tenant.slug} does not show it")
        await asyncio.sleep(0.05)
    return time.perf_counter() - began


def look(system: System, tenant: Tenant) -> str:
    return system.get(tenant.slug, f"/en/policies/{SLUG}").text


def main() -> None:
    with running_system(demonstration=False) as system:
        measured = asyncio.run(measure(system))
    cuts = quantiles(measured.waited, n=20)
    size, languages = SIZE // 1000, len(LOCALES)
    print(f"publish → visible, {TENANTS} tenants loaded, {TIMES} notices of {size} kB in {languages} languages")
    print(f"  processor time of the service {measured.spent:.2f} s each (PDFs too); load {os.getloadavg()[0]:.0f}")
    print(f"  p50 {cuts[9]:.2f} s, worst {max(measured.waited):.2f} s")
    print(f"  p95 {cuts[18]:.2f} s (under {TARGET:g} s): {verdict(cuts[18] < TARGET)}")


if __name__ == "__main__":
    main()
