"""Console sessions in the edge's own database: kept by the digest of their cookie, tokens sealed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from frontend.edge.said_by_provider import SignedIn
from frontend.edge.tenant_auth_client import Granted
from shared.ids import new_id
from shared.keys import CannotOpen, Keys
from shared.tenancy.backend import Database
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute, system_work

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
SPARE = timedelta(seconds=30)
"""A token this near its end is not used: the service would see it end."""
_NOTED = timedelta(minutes=1)
_END = """WITH over AS (
        UPDATE console_session SET ended_at = $4, idle_until = least(idle_until, $4), refresh = '', id_token = ''
        WHERE ended_at IS NULL AND (id = $1 OR sid = $2 OR person = $3) RETURNING id
    ) DELETE FROM console_token USING over WHERE session = over.id"""


class NoSession(Exception):  # noqa: N818  said of a browser
    """No session has this cookie, or it is over."""


@dataclass(frozen=True, kw_only=True)
class Token:
    """An access token as it is used: whose, for which tenant, until when."""

    access: str
    expires_at: datetime
    tenant: UUID | None
    person: UUID
    sid: UUID


@dataclass(frozen=True, kw_only=True)
class Session:
    """One browser that signed in."""

    id: UUID
    person: UUID
    sid: UUID
    refresh: bytes
    id_token: bytes


class ConsoleSessions:
    """Every method opens a transaction of its own but those that say they need one."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self.database = database
        self.keys = keys

    @asynccontextmanager
    async def work(self) -> AsyncIterator[None]:
        with self.database.activate():
            async with system_work("console sessions belong to people, who may be members of several tenants"):
                yield

    async def begin(self, digest: bytes, who: SignedIn, granted: Granted) -> None:
        """A session for this cookie; the ones that are long over are forgotten."""
        now, session = datetime.now(UTC), new_id()
        refresh = self._sealed("refresh", session, granted.refresh)
        id_token = self._sealed("id", session, granted.id_token)
        async with self.work():
            await execute("DELETE FROM console_session WHERE idle_until < $1", now)
            await execute(
                "INSERT INTO console_session (id, digest, person, sid, refresh, id_token, created_at, signed_in_at,"
                " used_at, idle_until, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, $9, $10)",
                *(session, digest, who.person, who.sid, refresh, id_token, now, who.at, now + IDLE, now + LONGEST),
            )
            await self.keep(session, "", granted)

    async def token(self, digest: bytes, slug: str) -> Token | None:
        """The token that is kept for this tenant, if it is still good; raises NoSession."""
        now = datetime.now(UTC)
        async with self.work():
            rows = await execute(
                "SELECT s.id, person, sid, used_at, tenant, access, expires_at FROM console_session s"
                " LEFT JOIN console_token t ON t.session = s.id AND t.slug = $3 AND t.expires_at > $4"
                " WHERE digest = $1 AND ended_at IS NULL AND idle_until > $2",
                *(digest, now, slug, now + SPARE),
            )
            if not rows:
                raise NoSession
            if rows[0]["used_at"] < now - _NOTED:
                await execute(
                    "UPDATE console_session SET used_at = $2, idle_until = least($3, ends_at) WHERE id = $1",
                    *(rows[0]["id"], now, now + IDLE),
                )
        row = rows[0]
        if row["access"] is None:
            return None
        access = self._opened(f"access {slug}", row["id"], row["access"])
        return Token(access=access, **{name: row[name] for name in ("expires_at", "tenant", "person", "sid")})

    async def locked(self, digest: bytes) -> Session:
        """The session, held until the end of the transaction that runs; raises NoSession."""
        rows = await execute(
            "SELECT id, person, sid, refresh, id_token FROM console_session"
            " WHERE digest = $1 AND ended_at IS NULL AND idle_until > $2 FOR UPDATE",
            *(digest, datetime.now(UTC)),
        )
        if not rows:
            raise NoSession
        return Session(**dict(rows[0]))

    async def keep(self, session: UUID, slug: str, granted: Granted) -> None:
        """Within a transaction: what the provider granted for this tenant, and the refresh token it gave anew."""
        if granted.refresh:
            refresh = self._sealed("refresh", session, granted.refresh)
            await execute("UPDATE console_session SET refresh = $2 WHERE id = $1", session, refresh)
        access = self._sealed(f"access {slug}", session, granted.access)
        await execute(
            "INSERT INTO console_token (session, slug, tenant, access, expires_at) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (session, slug) DO UPDATE SET tenant = $3, access = $4, expires_at = $5",
            *(session, slug, granted.tenant, access, granted.expires_at),
        )

    def refresh_token(self, session: Session) -> str:
        return self._opened("refresh", session.id, session.refresh)

    async def end(self, digest: bytes) -> str:
        """End one session; answers its ID token, by which the provider knows it.

        Nothing that was sealed is kept; the row stays a while to say that it ended.
        """
        async with self.work():
            try:
                session = await self.locked(digest)
            except NoSession:
                return ""
            await execute(_END, session.id, None, None, datetime.now(UTC))
        return self._opened("id", session.id, session.id_token)

    async def end_of(self, *, sid: UUID | None = None, person: UUID | None = None) -> None:
        """End what stands on one of the provider's sessions, or all of a person's."""
        async with self.work():
            await execute(_END, None, sid, None if sid else person, datetime.now(UTC))

    async def drop(self, digest: bytes, slug: str) -> None:
        """Forget one token."""
        async with self.work():
            await execute(
                "DELETE FROM console_token t USING console_session s"
                " WHERE s.id = t.session AND s.digest = $1 AND t.slug = $2",
                *(digest, slug),
            )

    async def drop_of(self, tenant: UUID, person: UUID | None = None) -> None:
        """Forget the tokens for a tenant, of one person or of all."""
        async with self.work():
            await execute(
                "DELETE FROM console_token t USING console_session s"
                " WHERE s.id = t.session AND t.tenant = $1 AND ($2::uuid IS NULL OR s.person = $2)",
                *(tenant, person),
            )

    def _sealed(self, what: str, session: UUID, text: str) -> bytes:
        return self.keys.seal(HOUSE, f"console {what} {session}", text.encode())

    def _opened(self, what: str, session: UUID, sealed: bytes) -> str:
        try:
            return self.keys.open(HOUSE, f"console {what} {session}", sealed).decode()
        except CannotOpen:
            raise NoSession from None  # the key is gone, and with it what it sealed
