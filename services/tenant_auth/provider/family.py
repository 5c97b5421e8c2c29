"""A family: the refresh tokens that came one after the other from one code, and the end of them all at a replay."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.tenant_auth.sessions.session import Session, digest
from shared.ids import new_id, new_token
from shared.tenancy.unit_of_work import execute

KEPT = timedelta(days=1)
"""How long spent codes and tokens stay, so that a replay is seen for what it is."""


@dataclass(frozen=True)
class Family:
    """Tokens of one client for one session; it ends with the session at the latest."""

    id: UUID
    client: str
    session: UUID
    scope: str
    ends_at: datetime

    def check_client(self, client: Any) -> bool:
        """Authlib's question."""
        return bool(self.client == client.get_client_id())

    def get_scope(self) -> str:
        return self.scope


async def begin(client: str, session: Session, scope: str) -> Family:
    """A family for a code that was just exchanged."""
    family = Family(new_id(), client, session.id, scope, session.ends_at)
    await execute(
        "INSERT INTO families (id, client, session, scope, created_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)",
        family.id,
        client,
        session.id,
        scope,
        datetime.now(UTC),
        family.ends_at,
    )
    return family


async def next_token(family: Family) -> str:
    """A refresh token, the only one of its family that can be used from now on."""
    token, now = new_token() + new_token(), datetime.now(UTC)
    await execute("UPDATE refresh_tokens SET used_at = $2 WHERE family = $1 AND used_at IS NULL", family.id, now)
    await execute(
        "INSERT INTO refresh_tokens (digest, family, created_at, expires_at) VALUES ($1, $2, $3, $4)",
        digest(token),
        family.id,
        now,
        family.ends_at,
    )
    await execute("DELETE FROM refresh_tokens WHERE expires_at < $1", now - KEPT)
    return token


async def of_token(token: str, client: str) -> Family | None:
    """The family whose next token this is, its row held until the end of the transaction.

    A token that was used before, or that another client brings, was stolen: the family ends (RFC 9700, 4.14.2).
    """
    rows = await execute(
        """SELECT f.id, f.client, f.session, f.scope, f.ends_at, f.revoked_at, t.used_at, t.expires_at
           FROM refresh_tokens t JOIN families f ON f.id = t.family WHERE t.digest = $1 FOR UPDATE""",
        digest(token),
    )
    if not rows:
        return None
    row, now = rows[0], datetime.now(UTC)
    if row["used_at"] is not None or row["client"] != client:
        await end(row["id"])
        return None
    if row["revoked_at"] is not None or now >= row["expires_at"] or now >= row["ends_at"]:
        return None
    return Family(row["id"], row["client"], row["session"], row["scope"], row["ends_at"])


async def glance(token: str) -> Family | None:
    """The family a refresh token belongs to, spent or not."""
    rows = await execute(
        """SELECT f.id, f.client, f.session, f.scope, f.ends_at
           FROM refresh_tokens t JOIN families f ON f.id = t.family WHERE t.digest = $1""",
        digest(token),
    )
    return Family(*rows[0]) if rows else None


async def lives(family: UUID) -> bool:
    """Whether its tokens still hold, and the session they came from."""
    rows = await execute(
        """SELECT 1 FROM families f JOIN sessions s ON s.id = f.session WHERE f.id = $1 AND f.revoked_at IS NULL
           AND f.ends_at > $2 AND s.ended_at IS NULL AND s.ends_at > $2 AND s.idle_until > $2""",
        family,
        datetime.now(UTC),
    )
    return bool(rows)


async def end(family: UUID) -> None:
    """Its tokens hold no longer."""
    await execute("UPDATE families SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", family, datetime.now(UTC))


async def end_of_session(session: UUID) -> list[str]:
    """End every family of a session; answers whose they are."""
    rows = await execute(
        "UPDATE families SET revoked_at = coalesce(revoked_at, $2) WHERE session = $1 RETURNING client",
        session,
        datetime.now(UTC),
    )
    return sorted({row["client"] for row in rows})


async def clients_of(session: UUID) -> list[str]:
    """The clients that had tokens from a session."""
    rows = await execute("SELECT DISTINCT client FROM families WHERE session = $1 ORDER BY client", session)
    return [row["client"] for row in rows]
