"""Guessing by time: how long forms take for an address with an account, without one, or with one without a password.

Each try comes from another place and is for another address, so that none waits for one before it.
"""

import asyncio
import logging
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import structlog

from bench.support import accounts, tenants
from bench.support.asked import ask
from bench.support.auth_host import AuthHost, auth_host
from bench.support.databases import Addresses, data_folder, databases
from bench.support.verdict import verdict
from infra.local import assets
from services.tenant_auth.people import password
from shared.tenancy.placement import Role

TRIES, WARM = 200, 10
TARGET = 1.10  # the slowest median to the quickest
WRONG = {"password": "not the right one, alas"}


@dataclass(frozen=True)
class Kind:
    """Addresses that must not be told from those of another kind."""

    name: str
    emails: Sequence[str]


async def compare(host: AuthHost, path: str, status: int, kinds: Sequence[Kind], more: Mapping[str, str]) -> None:
    """One of each kind after the other, in an order that changes, so that a slow moment hits all of them."""
    took: dict[str, list[float]] = {kind.name: [] for kind in kinds}
    for number in range(WARM + TRIES):
        for kind in random.sample(kinds, len(kinds)):
            began = time.perf_counter()
            answered = await ask(host.app, path, {"email": kind.emails[number], **more})
            spent = (time.perf_counter() - began) * 1000
            assert answered.status == status, answered
            if number >= WARM:
                took[kind.name].append(spent)
    medians = {name: median(each) for name, each in took.items()}
    ratio = max(medians.values()) / min(medians.values())
    print(f"  {path}: " + ", ".join(f"{name} {each:.2f} ms" for name, each in medians.items()))
    print(f"    the slowest to the quickest {ratio:.2f} (at most {TARGET:.2f}): {verdict(ratio <= TARGET)}")


async def run(urls: Addresses, data: Path) -> None:
    owner, own = urls["tenant_auth"][Role.OWNER], tenants.tenants(2)
    await tenants.load_directory(owner, own, domain="localhost")
    everybody = accounts.accounts(own, 4 * (WARM + TRIES))
    half = len(everybody) // 2
    with_one, without = everybody[:half], everybody[half:]
    await accounts.load(owner, with_one, password=await password.hashed("the right one, by chance"))
    await accounts.load(owner, without, password=None)
    await tenants.vacuum(owner)
    known, bare = ([each.email for each in some] for some in (with_one, without))
    strangers = [email.replace("somebody", "stranger") for email in known]
    async with auth_host(urls["tenant_auth"], data) as host:
        for path, status, more in (("/sign-in", 422, WRONG), ("/recovery", 303, {}), ("/sign-up", 303, {})):
            kinds = [Kind("no account", strangers), Kind("account", known), Kind("no password", bare)]
            await compare(host, path, status, kinds, more)
            for some in (known, bare, strangers):
                del some[: WARM + TRIES]


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    assets.build()
    with data_folder() as data, databases(data, ["tenant_auth"]) as urls:
        asyncio.run(run(urls, data))


if __name__ == "__main__":
    main()
