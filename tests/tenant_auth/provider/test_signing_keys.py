"""Signing keys: published before they sign, kept while their tokens are about, gone at once when they got out."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from joserfc import jws

from services.tenant_auth.provider import signing_key
from services.tenant_auth.settings import Settings
from shared.errors import Conflict
from shared.tenancy.backend import Database
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute, unit_of_work


@pytest.fixture(autouse=True)
async def keys_of_the_tests_own(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """These tests move keys through time; the others' stay where they are."""
    monkeypatch.setattr(signing_key, "_USE", "rotation test")
    yield
    async with unit_of_work(HOUSE):
        await execute("DELETE FROM signing_keys WHERE use = 'rotation test'")


async def signs(provider: Settings) -> str:
    async with unit_of_work(HOUSE):
        return (await signing_key.signing(provider)).id


async def published(provider: Settings) -> set[str]:
    async with unit_of_work(HOUSE):
        return {key["kid"] for key in (await signing_key.published(provider))["keys"]}


async def rotate(provider: Settings, **how: Any) -> str:
    async with unit_of_work(HOUSE):
        return await signing_key.rotate(provider, **how)


async def pass_time(by: timedelta) -> None:
    async with unit_of_work(HOUSE):
        await execute(
            """UPDATE signing_keys SET active_from = active_from - $1::interval, retired_at = retired_at - $1::interval
               WHERE use = 'rotation test'""",
            by,
        )


async def test_a_new_key_is_published_before_it_signs_and_the_old_one_stays(provider: Settings) -> None:
    old = await signs(provider)
    assert await signs(provider) == old
    new = await rotate(provider)
    assert await published(provider) == {old, new}
    assert await signs(provider) == old
    with pytest.raises(Conflict):
        await rotate(provider)
    await pass_time(signing_key.ANNOUNCED)
    assert await signs(provider) == new
    assert await published(provider) == {old, new}
    await pass_time(signing_key.SHOWN_LATEST)
    assert await published(provider) == {new}


async def test_a_key_that_got_out_is_gone_at_once(provider: Settings) -> None:
    old = await signs(provider)
    waiting = await rotate(provider)
    new = await rotate(provider, at_once=True)
    assert await signs(provider) == new
    assert await published(provider) == {new}
    assert new not in {old, waiting}


async def test_a_key_for_another_algorithm_signs_no_more_and_is_still_shown(provider: Settings) -> None:
    old = await signs(provider)
    async with unit_of_work(HOUSE):
        await execute("UPDATE signing_keys SET public = jsonb_set(public, '{alg}', '\"ES256\"') WHERE id = $1", old)
    new = await signs(provider)
    assert new != old
    assert await published(provider) == {old, new}


async def test_nothing_secret_is_published_or_kept_open(provider: Settings, browser: httpx2.AsyncClient) -> None:
    name = await signs(provider)
    for key in (await browser.get("/jwks.json")).json()["keys"]:
        assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}
    async with unit_of_work(HOUSE):
        key = await signing_key.signing(provider)
        rows = await execute("SELECT sealed, public FROM signing_keys WHERE id = $1", name)
    secret = key.key.as_dict(private=True)["d"]
    assert isinstance(secret, str)
    assert secret.encode() not in rows[0]["sealed"]
    assert jws.serialize_compact({"alg": "RS256"}, b"{}", key.key)
