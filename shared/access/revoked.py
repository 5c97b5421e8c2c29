"""What no longer holds although its token has not ended yet: sessions, members and clients revoked a moment ago."""

import time
from collections import OrderedDict
from uuid import UUID

from shared.access.session import Caller

_KEPT_SECONDS = 330  # longer than a token lives
_MOST = 50_000


class Revoked:
    """Kept in memory for as long as a token may live; heard over the bus by each process for itself."""

    def __init__(self) -> None:
        self._since: OrderedDict[tuple[str, UUID, UUID | None], float] = OrderedDict()

    def add(self, what: str, which: UUID, tenant: UUID | None = None) -> None:
        """Remember a `session`, a `client`, or a `member` (a person in one tenant)."""
        self._since[(what, which, tenant)] = time.monotonic()
        while self._since and (
            len(self._since) > _MOST or time.monotonic() - next(iter(self._since.values())) > _KEPT_SECONDS
        ):
            self._since.popitem(last=False)

    def holds(self, caller: Caller) -> bool:
        """Whether the one who calls was revoked."""
        if not self._since or caller.actor is None:
            return False
        return (
            (caller.session is not None and ("session", caller.session, None) in self._since)
            or ("client", caller.actor, None) in self._since
            or ("member", caller.actor, caller.tenant) in self._since
        )
