"""A tenant's log with a few entries, and the superuser's hand for those who tamper with it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from services.tenant_auth.audit.log import append
from services.tenant_auth.audit.verification import Verdict, verify
from shared import clock as domain_clock
from shared.events import ActRecorded
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.databases import Databases

ADA = new_id()


def act(n: int = 1, **more: object) -> ActRecorded:
    """Ada published a version."""
    said: dict[str, object] = {
        "service": "policy_hosting",
        "act": "policy_hosting:version:publish",
        "actor_kind": "person",
        "actor": ADA,
        "session": new_id(),
        "thing": "version",
        "thing_id": UUID(int=n),
        "fields": ("state",),
        "at": domain_clock.now(),
    }
    return ActRecorded(**(said | more))  # type: ignore[arg-type]  # the fields above


async def log(tenant: UUID, count: int = 5) -> None:
    for n in range(1, count + 1):
        async with unit_of_work(tenant):
            await append(act(n))


@pytest.fixture
def kept(settings: ServiceSettings, tmp_path: Path) -> ServiceSettings:
    """Settings whose site store is the test's own."""
    return replace(settings, data=tmp_path)


@pytest.fixture
async def superuser(databases: Databases) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(databases.superuser_url("tenant_auth"))
    yield connection
    await connection.close()


Verifying = Callable[[], Awaitable[Verdict]]


@pytest.fixture
def verifying(kept: ServiceSettings, tenant: UUID) -> Verifying:
    async def run() -> Verdict:
        async with unit_of_work(tenant):
            return await verify(kept)

    return run
