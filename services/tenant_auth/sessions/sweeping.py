"""What stays of sessions that are over: for a year, so that one can look where somebody signed in; then nothing."""

from datetime import UTC, datetime, timedelta

from shared.tenancy.unit_of_work import execute

KEPT = timedelta(days=365)
_MOST = 100
_SWEEP = """WITH over AS (
        SELECT id FROM sessions WHERE ends_at < $1 ORDER BY ends_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ), gone_codes AS (
        DELETE FROM codes USING over WHERE session = over.id
    ), gone_families AS (
        DELETE FROM families USING over WHERE session = over.id RETURNING families.id
    ), gone_tokens AS (
        DELETE FROM refresh_tokens USING gone_families WHERE family = gone_families.id
    ) DELETE FROM sessions USING over WHERE sessions.id = over.id"""


async def sweep() -> None:
    """Take some of them away, with what came from them; inside a unit of work, a few at each sign-in."""
    await execute(_SWEEP, datetime.now(UTC) - KEPT, _MOST)
