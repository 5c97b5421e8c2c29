"""A one-time link: it opens once, for its purpose, in its time; everything else is one and the same refusal."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.tenant_auth.proofs.proof import LinkOver, Proof, Purpose
from services.tenant_auth.sessions.session import digest
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute, unit_of_work

pytestmark = pytest.mark.usefixtures("database")
ADDRESS = "grace@globex.example"


async def made(purpose: Purpose = Purpose.SIGN_UP, **data: Any) -> str:
    async with unit_of_work(HOUSE):
        return await Proof.make(purpose, **{"email": ADDRESS, **data})


async def use(token: str, purpose: Purpose = Purpose.SIGN_UP) -> str:
    async with unit_of_work(HOUSE):
        return str((await Proof.use(token, purpose)).data["email"])


async def test_a_link_is_looked_at_as_often_as_one_likes_and_used_once() -> None:
    token = await made()
    for _ in range(3):
        async with unit_of_work(HOUSE):
            assert (await Proof.look(token, Purpose.SIGN_UP)).data == {"email": ADDRESS}
    assert await use(token) == ADDRESS
    with pytest.raises(LinkOver):
        await use(token)


async def test_what_fails_has_not_used_the_link_up() -> None:
    token = await made()
    with pytest.raises(ZeroDivisionError):
        async with unit_of_work(HOUSE):
            await Proof.use(token, Purpose.SIGN_UP)
            raise ZeroDivisionError
    assert await use(token) == ADDRESS


async def test_of_two_who_use_it_at_once_one_is_refused() -> None:
    token = await made()
    ends = await asyncio.gather(*(use(token) for _ in range(4)), return_exceptions=True)
    assert sorted(str(type(end).__name__) for end in ends) == ["LinkOver", "LinkOver", "LinkOver", "str"]


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.RECOVERY])
async def test_a_link_opens_nothing_but_what_it_was_made_for(purpose: Purpose) -> None:
    token = await made(Purpose.RECOVERY)
    with pytest.raises(LinkOver):
        await use(token, purpose)


@pytest.mark.parametrize("token", ["", "x", "a\x00b", "../../etc", "é" * 300, "A" * 22])
async def test_a_forged_link_is_refused_like_a_used_one(token: str) -> None:
    with pytest.raises(LinkOver):
        await use(token)


async def test_a_link_ends_with_its_time() -> None:
    token = await made()
    async with unit_of_work(HOUSE):
        await Proof.filter(digest=digest(token)).update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    with pytest.raises(LinkOver):
        await use(token)


async def test_neither_the_token_nor_what_it_is_about_can_be_read_in_the_database() -> None:
    token = await made()
    async with unit_of_work(HOUSE):
        (row,) = await execute("SELECT * FROM proofs WHERE digest = $1", digest(token))
    kept = repr(tuple(row)).encode() + bytes(row["sealed"])
    assert token.encode() not in kept
    assert b"globex" not in kept


async def test_links_long_over_are_swept_out() -> None:
    token = await made()
    async with unit_of_work(HOUSE):
        await Proof.filter(digest=digest(token)).update(expires_at=datetime.now(UTC) - timedelta(days=8))
    await made()
    async with unit_of_work(HOUSE):
        assert not await Proof.filter(digest=digest(token)).exists()
