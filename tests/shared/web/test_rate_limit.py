"""Exact limits: refusals count too, nobody's address is kept, and who cannot count decides as the limit says."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx2
import pytest

from shared.errors import Unavailable
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database, open_database
from shared.tenancy.unit_of_work import execute, system_work, unit_of_work
from shared.web.rate_limit import Limit, TooMany, _bucket, spend
from tests.support.asking import from_edge

DAY = Limit("daily", hits=2, seconds=86400)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(("path", "kind"), [("/fr/limited", "text/html"), ("/v1/limited", "application/problem+json")])
async def test_after_the_limit_nothing_is_answered_for_a_while(
    edge: httpx2.AsyncClient, tenant: UUID, client_block: str, path: str, kind: str
) -> None:
    headers = from_edge(tenant, avow_client=client_block)
    statuses = [(await edge.get(path, headers=headers)).status_code for _ in range(3)]
    refused = await edge.get(path, headers=headers)
    assert (statuses, refused.status_code) == ([200, 200, 200], 429)
    assert refused.headers["content-type"].startswith(kind)
    assert int(refused.headers["retry-after"]) > 0


async def test_others_may_go_on(edge: httpx2.AsyncClient, tenant: UUID, client_block: str) -> None:
    for _ in range(4):
        await edge.get("/v1/limited", headers=from_edge(tenant, avow_client=client_block))
    other = await edge.get("/v1/limited", headers=from_edge(tenant, avow_client=f"{client_block}-b"))
    assert other.status_code == 200


async def test_a_refusal_counts_although_its_work_is_rolled_back(edge: httpx2.AsyncClient, client_block: str) -> None:
    headers = from_edge(None, avow_client=client_block)  # no tenant: 404 each time
    statuses = [(await edge.get("/v1/limited", headers=headers)).status_code for _ in range(4)]
    assert statuses == [404, 404, 404, 429]


async def test_hits_at_once_are_all_counted(database: Database, client_block: str) -> None:
    await spend(DAY, client_block, "secret")
    await spend(DAY, client_block, "secret")
    with pytest.raises(TooMany):
        await spend(DAY, client_block, "secret")


async def test_the_table_never_says_who_asked(database: Database) -> None:
    limit = Limit(f"marked-{new_id()}", hits=9)
    await spend(limit, "203.0.113.0/24", "secret")
    async with system_work("the test looks at what is kept"):
        rows = await execute("SELECT * FROM rate_limit WHERE bucket LIKE $1", f"{limit.name}:%")
    assert len(rows) == 1
    assert "203.0.113" not in str(dict(rows[0]))
    assert re.fullmatch(rf"{limit.name}:[0-9a-f]{{32}}", rows[0]["bucket"])


def test_the_key_changes_every_day_and_with_the_secret() -> None:
    same = _bucket(DAY, "203.0.113.0/24", "secret", NOW)
    assert same == _bucket(DAY, "203.0.113.0/24", "secret", NOW + timedelta(hours=11))
    others = {
        _bucket(DAY, "203.0.113.0/24", "secret", NOW + timedelta(days=1)),
        _bucket(DAY, "203.0.113.0/24", "other", NOW),
        _bucket(DAY, "198.51.100.0/24", "secret", NOW),
    }
    assert len({same, *others}) == 4


async def test_what_was_counted_is_forgotten_after_a_day(database: Database, client_block: str) -> None:
    old = f"old-{new_id()}"
    async with system_work("the test enters an old row"):
        await execute("INSERT INTO rate_limit VALUES ($1, $2, 1)", old, datetime.now(UTC) - timedelta(days=2))
    await spend(DAY, client_block, "secret")
    async with system_work("the test looks"):
        assert not await execute("SELECT FROM rate_limit WHERE bucket = $1", old)


async def test_where_nobody_can_count_forms_stay_open_and_credentials_close(
    settings: ServiceSettings, tmp_path: Path
) -> None:
    nowhere = replace(settings, database_app="postgresql://nobody:x@127.0.0.1:1/nowhere")
    async with open_database("library", nowhere, models=["tests.support.library.models"]) as gone:
        with gone.activate():
            await spend(DAY, "192.0.2.0/24", "secret")
            with pytest.raises(Unavailable):
                await spend(replace(DAY, closed=True), "192.0.2.0/24", "secret")


async def test_counting_inside_units_of_work_that_hold_every_connection_waits_for_none_of_them(
    settings: ServiceSettings, tenant: UUID
) -> None:
    all_inside = asyncio.Barrier(2)

    async def counted() -> None:
        async with unit_of_work(tenant):
            await all_inside.wait()
            await spend(replace(DAY, closed=True), f"inside-{new_id()}", "secret")

    async with open_database("library", settings, models=["tests.support.library.models"], size=2) as small:
        with small.activate():
            async with asyncio.timeout(2):
                await asyncio.gather(counted(), counted())
