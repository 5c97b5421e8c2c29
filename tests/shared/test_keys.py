"""The key store: what is sealed opens for its tenant and context alone, in every process."""

import asyncio
from pathlib import Path

import pytest

from shared.ids import new_id
from shared.keys import CannotOpen, Keys

TENANT = new_id()


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path / "keys")


def test_what_is_sealed_opens_and_does_not_show(keys: Keys) -> None:
    sealed = keys.seal(TENANT, "letter 1", b"ada@acme.example")
    assert b"ada" not in sealed
    assert keys.open(TENANT, "letter 1", sealed) == b"ada@acme.example"
    assert keys.seal(TENANT, "letter 1", b"ada@acme.example") != sealed


def test_it_opens_nowhere_else(keys: Keys) -> None:
    sealed = keys.seal(TENANT, "letter 1", b"text")
    for tenant, context, body in (
        (new_id(), "letter 1", sealed),
        (TENANT, "letter 2", sealed),
        (TENANT, "letter 1", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (TENANT, "letter 1", b"\x02" + sealed[1:]),
        (TENANT, "letter 1", b""),
    ):
        with pytest.raises(CannotOpen):
            keys.open(tenant, context, body)


def test_another_process_opens_it_and_makes_no_key_of_its_own(keys: Keys) -> None:
    sealed = keys.seal(TENANT, "x", b"text")
    assert Keys(keys.folder).open(TENANT, "x", sealed) == b"text"


async def test_many_at_once_agree_on_one_key(tmp_path: Path) -> None:
    several = [Keys(tmp_path / "keys") for _ in range(8)]
    sealed = await asyncio.gather(*(asyncio.to_thread(each.seal, TENANT, "x", b"text") for each in several))
    assert {several[0].open(TENANT, "x", each) for each in sealed} == {b"text"}


def test_without_the_tenants_key_nothing_opens(keys: Keys) -> None:
    sealed = keys.seal(TENANT, "x", b"text")
    (keys.folder / "tenants" / f"{TENANT}.json").unlink()
    with pytest.raises(CannotOpen):
        Keys(keys.folder).open(TENANT, "x", sealed)


def test_a_blind_hash_is_the_same_for_the_same_and_differs_by_tenant_and_context(keys: Keys) -> None:
    one = keys.blind(TENANT, "email", "ada@acme.example")
    assert one == Keys(keys.folder).blind(TENANT, "email", "ada@acme.example")
    assert (
        len({one, keys.blind(new_id(), "email", "ada@acme.example"), keys.blind(TENANT, "name", "ada@acme.example")})
        == 3
    )


def test_only_the_owner_may_read_the_files(keys: Keys) -> None:
    keys.seal(TENANT, "x", b"text")
    files = [file for file in keys.folder.rglob("*") if file.is_file()]
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
