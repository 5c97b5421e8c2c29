"""A code: what the browser carries to the client, good for one exchange within a minute."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.tenant_auth.provider import family
from services.tenant_auth.sessions.session import digest
from shared.ids import new_token
from shared.tenancy.unit_of_work import execute

LIFE = timedelta(seconds=60)


@dataclass(frozen=True)
class Code:
    """What the exchange needs to know of the authorization request."""

    digest: str
    session: UUID
    redirect: str
    scope: str
    nonce: str | None
    code_challenge: str
    code_challenge_method: str = "S256"

    def get_redirect_uri(self) -> str:
        """Authlib's question."""
        return self.redirect

    def get_scope(self) -> str:
        return self.scope


@dataclass(frozen=True)
class Replay:
    """A code that was exchanged before: one of the two who brought it is a thief, and holds tokens of this session."""

    session: UUID


async def issue(*, client: str, session: UUID, redirect: str, scope: str, nonce: str | None, challenge: str) -> str:
    """A new code; what is long over is swept out by the way."""
    code, now = new_token() + new_token(), datetime.now(UTC)
    await execute("DELETE FROM codes WHERE expires_at < $1", now - family.KEPT)
    await execute(
        """INSERT INTO codes (digest, client, session, redirect, scope, nonce, challenge, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        digest(code),
        client,
        session,
        redirect,
        scope,
        nonce,
        challenge,
        now + LIFE,
    )
    return code


async def consume(code: str, client: str) -> Code | Replay | None:
    """Use the code up under its row's lock; whoever brings it again ends what the first use made (RFC 6749, 4.1.2)."""
    rows = await execute("SELECT * FROM codes WHERE digest = $1 AND client = $2 FOR UPDATE", digest(code), client)
    if not rows:
        return None
    row, now = rows[0], datetime.now(UTC)
    if row["used_at"] is not None:
        if row["family"] is None:
            return None
        await family.end(row["family"])
        return Replay(row["session"])
    await execute("UPDATE codes SET used_at = $2 WHERE digest = $1", row["digest"], now)
    if now >= row["expires_at"]:
        return None
    return Code(row["digest"], row["session"], row["redirect"], row["scope"], row["nonce"], row["challenge"])


async def made(code: Code, made_family: UUID) -> None:
    """Remember what the code was exchanged for."""
    await execute("UPDATE codes SET family = $2 WHERE digest = $1", code.digest, made_family)
