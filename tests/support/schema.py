"""A service's API, listening in this process and asked all that the OpenAPI document allows."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.core.result import Ok
from starlette.types import ASGIApp

from infra.local.process import free_port
from infra.openapi import document


class _Server(uvicorn.Server):
    """One without signal handlers."""

    @contextmanager
    def capture_signals(self) -> Any:
        yield


@asynccontextmanager
async def listening(app: ASGIApp) -> AsyncIterator[str]:
    """The app's address until the block ends; schemathesis asks from a thread, over HTTP."""
    port = free_port()
    server = _Server(uvicorn.Config(app, host="127.0.0.1", port=port, lifespan="off", log_config=None))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  a test may look again and again
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


async def ask_everything(
    address: str, headers: dict[str, str], beginnings: Sequence[str], *, examples: int = 25, without: Sequence[Any] = ()
) -> int:
    """Ask each operation whose path begins so; an answer that is not as the document says fails. Answers how many."""
    return await asyncio.to_thread(_ask_everything, address, headers, tuple(beginnings), examples, list(without))


def _ask_everything(
    address: str, headers: dict[str, str], beginnings: tuple[str, ...], examples: int, without: list[Any]
) -> int:
    schema = schemathesis.openapi.from_dict(document())
    schema.config.update(base_url=address)
    limits = settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    asked = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        if operation.path.startswith(beginnings):
            _ask(operation.as_strategy(), headers, limits, without)
            asked += 1
    return asked


def _ask(strategy: Any, headers: dict[str, str], limits: settings, without: list[Any]) -> None:
    @given(case=strategy)
    @limits
    def one(case: Case[Any]) -> None:
        case.call_and_validate(headers=headers, excluded_checks=without)

    one()
