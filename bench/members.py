"""Members: signing in, a refresh and the list with 100,000 members in 10,000 tenants, against the same with 100."""

import asyncio
import json
import logging
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import structlog

from bench.support import accounts, bearer, tenants
from bench.support.accounts import Account
from bench.support.asked import ask
from bench.support.auth_host import AuthHost, auth_host
from bench.support.databases import Addresses, data_folder, databases
from bench.support.verdict import verdict
from infra.local import assets
from services.tenant_auth.people import password
from shared.tenancy.placement import Role

FEW, MANY, EACH = 10, 10_000, 10
TARGET = 1.3
PASSWORD = "a few words in a row are good"  # noqa: S105  everybody's here


@dataclass(frozen=True)
class House:
    """One installation, and who is in it."""

    host: AuthHost
    everybody: list[Account]


async def sign_in(house: House, who: Account) -> None:
    """With a session open at the provider: authorization, then the code for tokens of a tenant."""
    await house.host.exchange(await house.host.code(who.secret), who.tenant.slug)


async def refresh(house: House, who: Account) -> None:
    """As the edge does every five minutes for each session and tenant."""
    answered = await house.host.refresh(who.refresh, who.tenant.slug)
    who.refresh = json.loads(answered.body)["refresh_token"]


async def type_password(house: House, who: Account) -> None:
    """The form, Argon2id included."""
    form = {"email": who.email, "password": PASSWORD}
    answered = await ask(house.host.app, "/sign-in", form)
    assert (answered.status, "set-cookie" in answered.headers) == (303, True), answered


async def members(house: House, who: Account) -> None:
    """The console's page."""
    word = bearer.token(house.host.settings, who.tenant.id, who.tenant.slug, who.id)
    answered = await ask(house.host.app, f"/{who.tenant.slug}/members", authorization=f"Bearer {word}")
    assert (answered.status, answered.body.count(b".example")) == (200, EACH), answered


MEASURES: tuple[tuple[str, Callable[[House, Account], Awaitable[None]], int, int], ...] = (
    ("signing in, a session being open", sign_in, 4, 60),
    ("a refresh for a tenant", refresh, 4, 60),
    ("the password form", type_password, 1, 40),
    ("the list of a tenant's members", members, 4, 60),
)
"""How many in a row, and how often."""


async def compare(few: House, many: House) -> None:
    """In turns, so that a slow moment of the machine hits both; the median of the turns' ratios counts."""
    for name, measure, reads, turns in MEASURES:
        ratios, times = [], []
        for turn in range(turns + 1):
            pair = (few, many) if turn % 2 else (many, few)
            took = {len(house.everybody): await spend(measure, house, reads) for house in pair}
            if turn:  # the first one warms up
                ratios.append(took[len(many.everybody)] / took[len(few.everybody)])
                times.append(took[len(many.everybody)] / reads * 1000)
        ratio = median(ratios)
        print(f"  {name:34} {median(times):7.1f} ms, ratio {ratio:.2f} (at most {TARGET}): {verdict(ratio <= TARGET)}")


async def spend(measure: Callable[[House, Account], Awaitable[None]], house: House, reads: int) -> float:
    """Seconds for so many people taken at random."""
    those = random.sample(house.everybody, reads)
    began = time.perf_counter()
    for who in those:
        await measure(house, who)
    return time.perf_counter() - began


async def filled(urls: Addresses, count: int) -> list[Account]:
    began, owner = time.perf_counter(), urls["tenant_auth"][Role.OWNER]
    those = tenants.tenants(count)
    everybody = accounts.accounts(those, EACH)
    await tenants.load_directory(owner, those, domain="localhost")
    await accounts.load(owner, everybody, password=await password.hashed(PASSWORD))
    await tenants.vacuum(owner)
    print(f"{len(everybody)} members in {count} tenants loaded in {time.perf_counter() - began:.0f} s")
    return everybody


async def run(few: tuple[Addresses, Path], many: tuple[Addresses, Path]) -> None:
    async with AsyncExitStack() as stack:
        houses = []
        for (urls, data), count in ((few, FEW), (many, MANY)):
            everybody = await filled(urls, count)
            houses.append(House(await stack.enter_async_context(auth_host(urls["tenant_auth"], data)), everybody))
        await compare(*houses)


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    assets.build()
    with ExitStack() as stack:
        sides = []
        for _ in range(2):
            data = stack.enter_context(data_folder())
            sides.append((stack.enter_context(databases(data, ["tenant_auth"])), data))
        asyncio.run(run(*sides))


if __name__ == "__main__":
    main()
