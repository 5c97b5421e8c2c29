"""What PostgreSQL's faults mean to the house: a refusal a person can read, or an error of the ORM's family."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from tortoise.exceptions import IntegrityError, OperationalError, TransactionManagementError

from shared.errors import Unavailable

GONE = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InvalidCatalogNameError,
    # raised when the server's last word came in unasked; "another operation is in progress", which it
    # may say too, cannot be: a unit of work has one task
    asyncpg.InternalClientError,
)


class DatabaseGone(Unavailable):
    """PostgreSQL does not answer, or ended the connection; nothing is known to be written."""

    def __init__(self) -> None:
        super().__init__("The database does not answer at the moment. Please try again.")


class Busy(Unavailable):
    """Another unit of work held the same row for too long, or each waited for the other; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Somebody else is changing the same thing at the moment. Please try again.")


class RolledBack(TransactionManagementError):  # noqa: N818  said of the work
    """The transaction was already lost when it should have been committed: nothing was written."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise the driver's errors as the house knows them."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as error:
        raise IntegrityError(error) from error
    except GONE as error:
        raise DatabaseGone from error
    except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError) as error:
        raise Busy from error
    except asyncpg.InvalidTransactionStateError as error:
        raise TransactionManagementError(error) from error
    except (asyncpg.SyntaxOrAccessError, asyncpg.DataError) as error:
        raise OperationalError(error) from error
    except asyncpg.InterfaceError as error:
        # the driver's words for a connection lost under it; its other uses are our mistakes
        if "closed" in str(error) or "released back" in str(error):
            raise DatabaseGone from error
        raise
