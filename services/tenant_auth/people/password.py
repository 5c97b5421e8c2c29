"""Passwords: hashed with Argon2id in a thread, two at a time; refused where they are short or easily guessed.

Twelve characters: NIST SP 800-63B-4 asks for fifteen where a password stands alone and eight where it has company,
OWASP ASVS 5.0 (6.2.1) for eight; since an estimate of guesses is refused besides, no length alone has to carry it all.
"""

import asyncio
import re
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from services.tenant_auth.people.leaked import is_leaked
from shared.phrase import phrase

T = TypeVar("T")
SHORTEST, LONGEST = 12, 128
_GUESSES = 10.0**8
_WORD, _REST = 3, 8
WORDS = (
    *("avow", "privacy", "policy", "policies", "center", "centre", "console", "compliance", "gdpr", "dsgvo", "rgpd"),
    *("owner", "dpo", "editor", "approver", "agent", "account", "manager", "auditor", "developer", "admin"),
)
"""Words of this place that carry no weight in a password: its name, its subject, its roles (docs/signing-in.md)."""
_LOOKED_AT = 72  # characters; the estimate grows with their square

_hasher = PasswordHasher()  # RFC 9106, 4: the second recommended option
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")  # 64 MB each


async def hashed(password: str) -> str:
    """What is kept of a password."""
    return await _aside(_hasher.hash, _plain(password))


async def is_right(kept: str | None, password: str) -> bool:
    """Whether this is the password; without a kept one a stand-in is checked, so that it takes as long."""
    return await _aside(_checked, kept, _plain(password))


def is_outdated(kept: str) -> bool:
    """Whether it was hashed with other parameters than today's."""
    return _hasher.check_needs_rehash(kept)


async def weakness(password: str, *known: str, leaked: str = "") -> str | None:
    """Why this password is refused, if it is; `known` are words that belong to the person: name, address, company.

    `leaked` is the path of a list of leaked passwords, if the operator keeps one.
    """
    text = _plain(password)
    if len(text) < SHORTEST:
        return phrase("Use at least {n} characters: a few words in a row are good.", n=SHORTEST)
    if len(text) > LONGEST:
        return phrase("Use at most {n} characters.", n=LONGEST)
    found = bool(leaked) and await _aside(is_leaked, text, Path(leaked))
    if found or _own(text, known) or await _aside(_guesses, text[:_LOOKED_AT]) < _GUESSES:
        return phrase("This password is easy to guess or known from a leak. Choose another one.")
    return None


async def _aside(work: Callable[..., T], *args: object) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, work, *args)


def _plain(password: str) -> str:
    """One form for what different keyboards send (RFC 8265, 4.2)."""
    return unicodedata.normalize("NFC", password)


def _checked(kept: str | None, password: str) -> bool:
    stand_in = _stand_in()  # made at the first check, whoever that is for
    try:
        return _hasher.verify(kept or stand_in, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _stand_in() -> str:
    return _hasher.hash("nobody's")


def _own(text: str, known: tuple[str, ...]) -> bool:
    """Whether little is left of it without the words that whoever knows the person tries first."""
    rest = text.casefold()
    for word in sorted(re.split(r"[\W_]+", " ".join((*known, *WORDS)).casefold()), key=len, reverse=True):
        rest = rest.replace(word, "") if len(word) >= _WORD else rest
    return len(rest) < _REST


def _guesses(text: str) -> float:
    """How many guesses it withstands, by zxcvbn's lists of leaked passwords, names, words and patterns."""
    from zxcvbn import zxcvbn  # noqa: PLC0415  its lists take a while to read and are wanted rarely

    return float(zxcvbn(text)["guesses"])
