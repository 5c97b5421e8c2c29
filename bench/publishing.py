"""Publishing: from the commit of a version to the new page on the public host, with a thousand tenants loaded."""

import asyncio
import json
import random
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from uuid import UUID

import asyncpg

from bench.support.tenants import load_tenants
from infra.local.trial import System, running_system
from services.policy_hosting.actor import Actor
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.publishing import Wish, publish
from services.policy_hosting.versions.state import Change
from shared.settings import ServiceSettings
from shared.tenancy.backend import open_database
from shared.tenancy.unit_of_work import unit_of_work

TENANTS, TIMES = 1000, 60
TARGET = 2.0  # seconds, 95 of 100 publications
PATIENCE = 30.0
"""A text of about 20 kB, as policies are."""
TEXT = "# Privacy notice\n\n" + "\n\n".join(
    f"## Section {number}\n\n" + "What we do with data, and why, in plain words that a person can read. " * 12
    for number in range(24)
)


async def measure(system: System) -> list[float]:
    """Seconds from the commit to the first answer of the edge that holds the new words."""
    settings = system.settings(Settings, "policy_hosting")
    directory = system.settings(ServiceSettings, "tenant_auth")
    tenants = await load_tenants(directory, settings, TENANTS)
    chosen = random.Random(7).sample(sorted(tenants.items()), TIMES)  # noqa: S311  the same choice every time
    waited: list[float] = []
    async with open_database("policy_hosting", settings) as database:
        with database.activate():
            for number, (slug, tenant) in enumerate(chosen):
                waited.append(await _publish(system, slug, tenant, f"Published as number {number}."))
    return waited


async def _publish(system: System, slug: str, tenant: UUID, words: str) -> float:
    given = Given(texts={"en": f"{TEXT}\n\n{words}\n"})
    async with unit_of_work(tenant):
        await publish("privacy", given, Wish(change=Change.MATERIAL), Actor.operator())
    began = time.perf_counter()
    while words not in await asyncio.to_thread(lambda: system.get(slug, "/en/policies/privacy").text):
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"{slug} does not show it")
        await asyncio.sleep(0.005)
    return time.perf_counter() - began


def main() -> None:
    with running_system(demonstration=False) as system:
        waited = sorted(asyncio.run(measure(system)))
    cuts = quantiles(waited, n=20)
    print(f"publish → visible, {TENANTS} tenants loaded, {TIMES} publications of {len(TEXT) // 1000} kB")
    print(f"  p50 {cuts[9]:.3f} s   p95 {cuts[18]:.3f} s   worst {waited[-1]:.3f} s   (wanted: p95 under {TARGET:g} s)")


if __name__ == "__main__":
    main()
