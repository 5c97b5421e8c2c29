"""How often a password may be tried: the wait grows with the tries, from one place at one account.

Nobody is locked out by a stranger: tries from elsewhere close an account only to places it was never used from.
"""

from uuid import UUID

from services.tenant_auth.sessions.session import Session
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web import rate_limit
from shared.web.rate_limit import Limit, TooMany, spend

_PAIR = (
    Limit("sign-in 1m", hits=5, seconds=60, closed=True),
    Limit("sign-in 15m", hits=10, seconds=900, closed=True),
    Limit("sign-in 1h", hits=20, seconds=3600, closed=True),
)
_PLACE = Limit("sign-in place", hits=60, seconds=60, closed=True)
_ACCOUNT = Limit("sign-in account", hits=100, seconds=3600, closed=True)
"""NIST SP 800-63B-4, 3.2.2: a hundred failures in a row at most."""


class TooSoon(TooMany):
    """Wait so many seconds at most, then try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


async def count(email: str, place: str, secret: str) -> None:
    """Count a try before it is looked at, so that a hundred at once are counted too; raises TooSoon."""
    await _spend(_PLACE, place, secret)
    for limit in _PAIR:
        await _spend(limit, f"{place} {email}", secret)


async def count_account(email: str, person: UUID | None, place: str, secret: str) -> None:
    """Count it for the account, wherever it comes from; raises TooSoon."""
    try:
        await _spend(_ACCOUNT, email, secret)
    except TooSoon:
        if person is None or not await _was_there(person, place):
            raise


async def forgive(email: str, place: str, secret: str) -> None:
    """A right password ends the wait of this place at this account."""
    for limit in _PAIR:
        await rate_limit.forgive(limit, f"{place} {email}", secret)


async def _was_there(person: UUID, place: str) -> bool:
    async with unit_of_work(HOUSE):
        return await Session.filter(person=person, client=place).exists()


async def _spend(limit: Limit, key: str, secret: str) -> None:
    try:
        await spend(limit, key, secret)
    except TooMany:
        raise TooSoon(limit.seconds) from None
