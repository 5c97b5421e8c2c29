"""The edge's process: the public port, the internal port, the bell, and an end that lets readers finish."""

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager
from typing import Any

import uvicorn

from frontend.edge.bell import hear_publications
from frontend.edge.build import build
from frontend.edge.edge import Edge
from frontend.edge.internal import internal
from frontend.edge.neutral import learn_languages
from frontend.edge.protocol import IDLE_SECONDS, EdgeProtocol, protocol_of
from frontend.edge.revocations import hear_revocations
from frontend.edge.settings import EdgeSettings
from shared.logs import log
from shared.tenancy.backend import Database, open_database

_GRACE_SECONDS = 5


class Server(uvicorn.Server):
    """Uvicorn, without its own signal handlers: the process has one place for those."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def run(settings: EdgeSettings) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(_database(settings)) if settings.has_console else None
        await _serve(build(settings, database=database), settings, stop)


def _database(settings: EdgeSettings) -> AbstractAsyncContextManager[Database]:
    """The console's; no connection is made before somebody signs in, so PostgreSQL may be down."""
    return open_database("edge", settings, models=["shared.tenancy.model"])


async def _serve(edge: Edge, settings: EdgeSettings, stop: asyncio.Event) -> None:
    place, _, port = settings.internal.rpartition(":")
    servers = [
        server(edge, *settings.address, http=protocol_of(edge)),
        server(internal(edge), place, int(port), http="httptools"),
    ]
    serving = [asyncio.create_task(each.serve(sockets=[_bound(each)])) for each in servers]
    # Reading catalogues takes a moment that no reader should wait for.
    helping = [asyncio.create_task(_sweep(servers[0])), asyncio.create_task(asyncio.to_thread(learn_languages))]
    if settings.nats_url:
        helping.append(asyncio.create_task(hear_publications(settings.nats_url, edge.library.hear)))
    if settings.nats_url and edge.console:
        helping.append(asyncio.create_task(hear_revocations(settings.nats_url, edge.console.tokens)))
    log.info("started", port=settings.address[1])
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({*serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for each in servers:
        each.should_exit = True
    for task in (*helping, stopping):
        task.cancel()
    await asyncio.gather(*serving, return_exceptions=True)
    await asyncio.gather(*helping, return_exceptions=True)
    await edge.gate.services.close()
    if edge.console:
        await edge.console.close()
    log.info("stopped")
    if not stop.is_set():
        raise SystemExit("the edge stopped serving of its own accord")


def _bound(each: Server) -> socket.socket:
    host, port = each.config.host, each.config.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family, backlog=each.config.backlog)
    except OSError as error:
        raise SystemExit(f"the edge cannot listen on port {port}: {error.strerror}") from None


def server(app: Any, host: str, port: int, *, http: Any) -> Server:
    """One listening port; no access log, since its lines would hold paths and addresses."""
    return Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=http,
            ws="none",
            lifespan="off",
            interface="asgi3",
            access_log=False,
            log_config=None,
            log_level="error",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )


async def _sweep(swept: Server) -> None:
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(1)
        for connection in list(swept.server_state.connections):
            if isinstance(connection, EdgeProtocol):
                connection.sweep(loop.time())
