"""The end of sessions: closed in the database, with every token, and said on the bus: over everywhere in seconds."""

from datetime import UTC, datetime
from uuid import UUID

from services.tenant_auth.provider import family
from services.tenant_auth.sessions.session import Session
from shared.bus import outbox
from shared.events import LogoutDue, SessionRevoked


async def open_sessions(person: UUID) -> list[Session]:
    """A person's sessions that are open, the one used last first; wants a unit of work."""
    found = await Session.filter(person=person, ended_at=None).order_by("-used_at")
    return [session for session in found if session.is_open()]


async def end(session: Session) -> None:
    """End one session; inside `unit_of_work(HOUSE)`. Ended already, nothing more is said."""
    now = datetime.now(UTC)
    # a row another request holds has ended or not when this statement goes on
    if not await Session.filter(id=session.id, ended_at=None).update(ended_at=now):
        return
    session.ended_at = now
    told = await family.end_of_session(session.id)
    await outbox.record(SessionRevoked(session=session.id), aggregate=session.id)
    if told:
        await outbox.record(LogoutDue(session=session.id), aggregate=session.id)


async def end_all(person: UUID, *, but: UUID | None = None) -> int:
    """End the person's sessions, all or all but the one they sit at; answers how many there were."""
    held = await Session.filter(person=person, ended_at=None).order_by("id").select_for_update()
    ended = [session for session in held if session.id != but]
    for session in ended:
        await end(session)
    return len(ended)
