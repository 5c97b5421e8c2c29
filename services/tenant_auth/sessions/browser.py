"""The session in a browser: read from its cookie, begun or renewed at a sign-in, forgotten at the end."""

from collections.abc import Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.people.person import Person
from services.tenant_auth.sessions.device import described
from services.tenant_auth.sessions.ending import end
from services.tenant_auth.sessions.session import IDLE, Session, digest
from services.tenant_auth.sessions.sweeping import sweep
from shared.ids import new_token

COOKIE = "__Host-avow-auth"


async def session_of(request: Request) -> Session | None:
    """The open session of this browser; wants a unit of work."""
    secret = request.cookies.get(COOKIE, "")
    return await Session.of_secret(secret) if secret else None


async def signed_in(request: Request, person: Person, methods: Sequence[str]) -> str:
    """A new secret at every sign-in; wants `unit_of_work(HOUSE)`. Give it to `keep` with the answer.

    Who signs in again in the same browser keeps the session, so that what runs on it learns of the fresh proof;
    another person's session ends. Its last moment stays the same.
    """
    before = await session_of(request)
    if before is not None and before.person == person.id and (secret := await _renewed(before, methods)):
        return secret
    if before is not None:
        await end(before)
    await sweep()
    client = request.headers.get("avow-client", "")
    _, secret = await Session.begin(
        person.id, list(methods), client=client, device=described(request.headers.get("user-agent", ""))
    )
    return secret


def keep(answer: Response, secret: str) -> Response:
    """Give the browser its session; the cookie goes when the browser closes, the session by its own times."""
    answer.set_cookie(COOKIE, secret, path="/", secure=True, httponly=True, samesite="lax")
    return answer


def forget(answer: Response) -> Response:
    """Take the cookie back."""
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


async def _renewed(session: Session, methods: Sequence[str]) -> str:
    """Empty where the session was ended in this very moment."""
    secret, now = new_token() + new_token(), datetime.now(UTC)
    renewed = await Session.filter(id=session.id, ended_at=None).update(
        secret=digest(secret),
        methods=list(methods),
        used_at=now,
        signed_in_at=now,
        idle_until=min(now + IDLE, session.ends_at),
    )
    return secret if renewed else ""
