"""Access tokens of console sessions: from memory for ten seconds, else from the database, else from the provider."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from uuid import UUID
from weakref import WeakValueDictionary

from frontend.edge.console_sessions import SPARE, ConsoleSessions, NoSession, Token
from frontend.edge.tenant_auth_client import Granted, GrantOver, NoMember, TenantAuthClient
from frontend.edge.upstream import Header

_REMEMBERED_SECONDS = 10.0
_MOST = 5_000


class Tokens:
    """What each session may show to a service; "no member there" is remembered as well."""

    def __init__(self, sessions: ConsoleSessions, provider: TenantAuthClient) -> None:
        self.sessions = sessions
        self.provider = provider
        self._known: OrderedDict[tuple[bytes, str], tuple[float, Token | None]] = OrderedDict()
        self._turns: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()

    async def of(self, digest: bytes | None, slug: str, added: Iterable[Header]) -> Token:
        """The token for a tenant, or for none; raises NoSession, NoMember or Unavailable."""
        if digest is None:
            raise NoSession
        known = self._known.get((digest, slug))
        if known is None or known[0] < time.monotonic():
            async with self._turns.setdefault(digest, asyncio.Lock()):
                known = self._known.get((digest, slug))  # another request may have asked meanwhile
                if known is None or known[0] < time.monotonic():
                    return await self._found(digest, slug, added)
        if known[1] is None:
            raise NoMember
        return known[1]

    async def _found(self, digest: bytes, slug: str, added: Iterable[Header]) -> Token:
        kept = await self.sessions.token(digest, slug)
        try:
            token = kept or await self._refreshed(digest, slug, added)
        except NoMember:
            self._remember(digest, slug, None)
            raise
        except GrantOver:
            await self.end(digest)
            raise NoSession from None
        self._remember(digest, slug, token)
        return token

    async def _refreshed(self, digest: bytes, slug: str, added: Iterable[Header]) -> Token:
        """The session's row is held while the provider is asked, so that rotation has one writer among all edges."""
        async with self.sessions.work():
            session = await self.sessions.locked(digest)
            kept = await self.sessions.token(digest, slug)
            if kept is not None:
                return kept
            granted = await self.provider.refresh(self.sessions.refresh_token(session), slug, added)
            await self.sessions.keep(session.id, slug, granted)
        return _token(granted, session.person, session.sid)

    async def drop(self, digest: bytes, slug: str) -> None:
        """A service does not take this one."""
        self._known.pop((digest, slug), None)
        await self.sessions.drop(digest, slug)

    async def end(self, digest: bytes) -> str:
        """The session is over; answers its ID token."""
        for key in [key for key in self._known if key[0] == digest]:
            del self._known[key]
        return await self.sessions.end(digest)

    async def end_of(self, *, sid: UUID | None = None, person: UUID | None = None) -> None:
        """What stands on one of the provider's sessions is over, or all of a person's."""
        self._forget(lambda token: token.sid == sid if sid else token.person == person)
        await self.sessions.end_of(sid=sid, person=person)

    async def drop_of(self, tenant: UUID, person: UUID | None = None) -> None:
        """The tokens for a tenant say what no longer holds, for one person or for all."""
        self._forget(lambda token: token.tenant == tenant and person in (None, token.person))
        await self.sessions.drop_of(tenant, person)

    def _forget(self, meant: Callable[[Token], bool]) -> None:
        for key, (_, token) in list(self._known.items()):
            if token is not None and meant(token):
                del self._known[key]

    def _remember(self, digest: bytes, slug: str, token: Token | None) -> None:
        left = _REMEMBERED_SECONDS
        if token is not None:
            left = min(left, (token.expires_at - SPARE - datetime.now(UTC)).total_seconds())
        self._known[digest, slug] = (time.monotonic() + left, token)
        self._known.move_to_end((digest, slug))
        if len(self._known) > _MOST:
            self._known.popitem(last=False)


def _token(granted: Granted, person: UUID, sid: UUID) -> Token:
    return Token(access=granted.access, expires_at=granted.expires_at, tenant=granted.tenant, person=person, sid=sid)
