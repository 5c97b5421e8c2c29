"""The end of sessions: closed in the database and said on the bus, so that it is over everywhere within seconds."""

from datetime import UTC, datetime
from uuid import UUID

from services.tenant_auth.sessions.session import Session
from shared.bus import outbox
from shared.events import LogoutDue, SessionRevoked


async def end(session: Session) -> None:
    """End one session; inside `unit_of_work(HOUSE)`. Ended already, nothing more is said."""
    if session.ended_at is None:
        session.ended_at = datetime.now(UTC)
        await session.save(update_fields=["ended_at"])
        await outbox.record(SessionRevoked(session=session.id), aggregate=session.id)
        await outbox.record(LogoutDue(session=session.id), aggregate=session.id)


async def end_all(person: UUID, *, but: UUID | None = None) -> int:
    """End the person's open sessions, all or all but the one they sit at; answers how many there were."""
    held = await Session.filter(person=person, ended_at=None).order_by("id").select_for_update()
    ended = [session for session in held if session.id != but]
    for session in ended:
        await end(session)
    return len(ended)
