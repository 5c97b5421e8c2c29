"""Using a session: it is kept open while its person works, never past its end."""

from datetime import UTC, datetime, timedelta

from services.tenant_auth.sessions.session import IDLE, Session

_NOTED_EVERY = timedelta(minutes=1)


async def used(session: Session) -> None:
    """Note the use, at most once a minute."""
    now = datetime.now(UTC)
    if now - session.used_at < _NOTED_EVERY:
        return
    session.used_at, session.idle_until = now, min(now + IDLE, session.ends_at)
    await session.save(update_fields=["used_at", "idle_until"])
