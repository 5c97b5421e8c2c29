"""One process per service: its web side, its worker and its internal port in one event loop."""

import argparse
import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
import uvloop
from starlette.routing import Route
from starlette.types import ASGIApp

from shared import logs, tracing
from shared.access.hearing import hear_revocations
from shared.bus.worker import run_worker
from shared.internal import internal_app
from shared.logs import log
from shared.settings import ServiceSettings, SettingsError, read
from shared.tenancy.backend import open_database
from shared.web.app import create_app
from shared.web.route import HouseRoute


@dataclass(frozen=True)
class Service:
    """What makes a service: its name, its two maps and what it needs once before it starts."""

    name: str
    routes: Sequence[HouseRoute]
    hears: Callable[[Any], Mapping[type, Sequence[Callable[..., Awaitable[None]]]]]
    settings: type[ServiceSettings] = ServiceSettings
    internal: Sequence[Route] = ()


def main(service: Service) -> None:
    """Run a service until SIGTERM or SIGINT; `--only web` and `--only worker` split it."""
    parser = argparse.ArgumentParser(prog=f"python -m services.{service.name}")
    parser.add_argument("--only", choices=("web", "worker"))
    only = parser.parse_args().only
    try:
        settings = read(service.settings, os.environ)
    except SettingsError as error:
        raise SystemExit(f"{service.name} cannot start: {error}") from None
    logs.configure(service.name, development=settings.development)
    tracing.configure(service.name)
    uvloop.run(_run(service, settings, only))


async def _run(service: Service, settings: ServiceSettings, only: str | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with open_database(service.name, settings) as database:
        running: list[asyncio.Task[Any]] = []
        hearing: list[asyncio.Task[None]] = []
        servers = [_server(internal_app(database, settings, service.internal), settings.internal)]
        if only != "worker":
            app = create_app(service.name, service.routes, settings, database.activate)
            servers.append(_server(app, settings.listen))
            hearing.append(
                asyncio.create_task(hear_revocations(settings.nats_url, service.name, app.state.tokens.revoked))
            )
        running += [asyncio.create_task(server.serve()) for server in servers]
        worker = None
        if only != "web":
            worker = asyncio.create_task(run_worker(database, settings, service.hears(settings)))
            running.append(worker)
        stopping = asyncio.create_task(stop.wait())
        log.info("started", only=only or "all")
        done, _ = await asyncio.wait({*running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        for server in servers:
            server.should_exit = True
        if worker is not None:
            worker.cancel()
        for task in (stopping, *hearing):
            task.cancel()
        await asyncio.gather(*running, *hearing, return_exceptions=True)
        for task in done - {stopping}:
            if not task.cancelled() and (error := task.exception()) is not None:
                log.error("died", error=error)
                raise SystemExit(1)
    log.info("stopped")


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: the process has one place for those."""

    @contextmanager
    def capture_signals(self) -> Any:
        yield


def _server(app: ASGIApp, address: str) -> _Server:
    host, _, port = address.rpartition(":")
    return _Server(
        uvicorn.Config(
            app,
            host=host,
            port=int(port),
            http="httptools",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=5,
        )
    )
