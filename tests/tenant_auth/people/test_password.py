"""Passwords: refused where they are short or guessed, and kept so that they cannot be read back."""

import asyncio
import threading
from typing import Any

import pytest

from services.tenant_auth.people import password as passwords
from services.tenant_auth.people.password import LONGEST, SHORTEST, hashed, is_right, weakness


@pytest.mark.parametrize(
    "guessed",
    [
        "password1234",
        "Password123456",
        "123456789012",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiop[]",
        "iloveyouiloveyou",
        "ada@acme.example",
        "adalovelace1815",
        "acme.example2026",
        "avow-privacy-center",
        "GDPR.Compliance.2026",
        "Account-Manager-1",
    ],
)
async def test_what_is_guessed_first_is_refused(guessed: str) -> None:
    said = await weakness(guessed, "ada@acme.example", "Ada Lovelace")
    assert said is not None
    assert "easy to guess" in said


@pytest.mark.parametrize("good", ["kaltes klares Wasser", "correct horse battery staple", "Ünïcödé läuft auch öfter"])
async def test_length_is_enough_and_no_composition_is_asked_for(good: str) -> None:
    assert await weakness(good, "ada@acme.example") is None


async def test_too_short_and_too_long_are_told_apart() -> None:
    assert str(SHORTEST) in str(await weakness("x7#kQ9!v"))
    assert str(LONGEST) in str(await weakness("kaltes klares Wasser " * 20))


@pytest.mark.slow
async def test_a_password_is_kept_as_argon2id_and_known_again_from_any_keyboard() -> None:
    kept = await hashed("Gr\u00fcne Wiesen im Fr\u00fchling")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert await is_right(kept, "Gru\u0308ne Wiesen im Fru\u0308hling")
    assert not await is_right(kept, "gr\u00fcne Wiesen im Fr\u00fchling")
    assert not await is_right(None, "nobody's")
    assert not await is_right("not a hash", "nobody's")


async def test_never_more_than_two_are_computed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    meeting = threading.Barrier(2)

    class Slow:
        def hash(self, password: str) -> str:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            meeting.wait(timeout=5)
            with lock:
                running -= 1
            return password

    hasher: Any = Slow()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    await asyncio.gather(*(hashed(f"password {n}") for n in range(6)))
    assert most == 2
