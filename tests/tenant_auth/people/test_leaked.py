"""A list of leaked passwords: every one of them is found, whatever else is not."""

import hashlib
from pathlib import Path

import pytest

from services.tenant_auth.people.leaked import is_leaked
from services.tenant_auth.people.password import weakness

GOOD = "correct mare battery staple 77"
KNOWN = [GOOD, *(f"leaked password {n}" for n in range(300))]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = sorted((hashlib.sha1(each.encode()).hexdigest().upper(), n) for n, each in enumerate(KNOWN))  # noqa: S324
    (tmp_path / "leaked.txt").write_bytes(b"".join(f"{name}:{7 ** (n % 9)}\r\n".encode() for name, n in rows))
    return tmp_path / "leaked.txt"


def test_each_is_found_and_no_other(file: Path) -> None:
    assert all(is_leaked(each, file) for each in KNOWN)
    assert not any(is_leaked(f"another password {n}", file) for n in range(300))


def test_in_an_empty_list_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "none").touch()
    assert not is_leaked("leaked password 1", tmp_path / "none")


async def test_a_password_of_the_list_is_refused_however_good_it_is(file: Path) -> None:
    good = "leaked password 7 of a mare"
    assert await weakness(good, leaked=str(file)) is None
    assert "known from a leak" in str(await weakness(GOOD, leaked=str(file)))
