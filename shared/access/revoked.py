"""What no longer holds although its token has not ended yet: sessions, members and clients revoked a moment ago."""

import time
from collections import OrderedDict
from uuid import UUID

from shared.access.session import Caller

_KEPT_SECONDS = 330  # longer than a token lives
_MOST = 50_000
_Key = tuple[str, UUID, UUID | None]


class Revoked:
    """Kept in memory for as long as a token may live; heard over the bus by each process for itself."""

    def __init__(self) -> None:
        self._at: OrderedDict[_Key, float] = OrderedDict()

    def add(self, what: str, which: UUID, tenant: UUID | None = None) -> None:
        """Remember a `session`, a `client`, or a `member` (a person in one tenant) as of now."""
        now = time.time()
        key = (what, which, tenant)
        self._at.pop(key, None)
        self._at[key] = now
        while len(self._at) > _MOST or now - next(iter(self._at.values())) > _KEPT_SECONDS:
            self._at.popitem(last=False)

    def holds(self, caller: Caller) -> bool:
        """Whether the one who calls was revoked; a member's newer token tells of the change itself."""
        if not self._at or caller.actor is None:
            return False
        return (
            (caller.session is not None and ("session", caller.session, None) in self._at)
            or ("client", caller.actor, None) in self._at
            or caller.issued_at <= self._at.get(("member", caller.actor, caller.tenant), -1.0)
        )
