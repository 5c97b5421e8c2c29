"""An attempt: a part of the running unit of work that may be refused, and then has written nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.tenancy.current import required_work
from shared.tenancy.unit_of_work import execute


@asynccontextmanager
async def attempt() -> AsyncIterator[None]:
    """For a page that shows a refusal beside what was typed: the refusal goes on, what was written goes back."""
    callbacks = len(required_work().afterwards)
    await execute("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        await execute("ROLLBACK TO SAVEPOINT attempt")
        del required_work().afterwards[callbacks:]
        raise
    await execute("RELEASE SAVEPOINT attempt")
