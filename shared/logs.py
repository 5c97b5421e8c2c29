"""Logs: structlog lines, JSON in production; ids and route templates only, never what names a person."""

import logging
import sys
from typing import Any

import structlog

log = structlog.get_logger()


def configure(service: str, *, development: bool) -> None:
    """Set up this process's log; called once by the process, never at import."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _error_code,
    ]
    if development:
        last: list[Any] = [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ]
    else:
        last = [structlog.processors.JSONRenderer()]
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    logging.basicConfig(level=logging.WARNING, handlers=[_Libraries()], force=True)


class _Libraries(logging.Handler):
    """What libraries log, in our form: the first line of what they say, and an exception without its text."""

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage().partition("\n")[0]
        error = record.exc_info[1] if record.exc_info else None
        log.log(record.levelno, said, library=record.name, error=error)


def _error_code(_logger: Any, _method: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Replace an exception by its type, place and code: its text may repeat stored values."""
    error = entry.pop("error", None)
    if isinstance(error, BaseException):
        entry["error"] = describe(error)
    return entry


def describe(error: BaseException) -> str:
    """An exception without its text: type, SQLSTATE and constraint where there are any, and where it rose.

    PostgreSQL's DETAIL repeats values and a traceback's locals hold them, so neither is shown.
    """
    parts = [type(error).__qualname__]
    cause: BaseException | None = error
    while cause is not None:
        for name in ("sqlstate", "constraint_name"):
            value = getattr(cause, name, None)
            if value:
                parts.append(f"{name}={value}")
        cause = cause.__cause__
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is not None:
        parts.append(f"at={trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
    return " ".join(parts)
