"""A whole edge on a real port, and a visitor who speaks HTTP to it, well or badly."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from email.utils import formatdate
from pathlib import Path
from uuid import UUID

import httptools
import uvicorn
from uvicorn.server import ServerState

from frontend.edge.answer import Receive, Scope, Send
from frontend.edge.build import build
from frontend.edge.edge import Edge
from frontend.edge.protocol import EdgeProtocol, protocol_of
from frontend.edge.routes import TABLE, Table
from frontend.edge.server import server
from frontend.edge.settings import EdgeSettings
from shared.sites import HostFile, Page, Redirect, Sites, Timeline
from shared.tenancy.backend import Database

HTML = "text/html; charset=utf-8"
ACME, GLOBEX = UUID(int=1), UUID(int=2)


class Response:
    """What came back on the wire."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.names: list[str] = []
        self.cookies: list[str] = []
        self.body = b""
        self.complete = False

    def on_header(self, name: bytes, value: bytes) -> None:
        self.names.append(name.decode().lower())
        self.headers[name.decode().lower()] = value.decode("latin-1")
        if name.lower() == b"set-cookie":
            self.cookies.append(value.decode("latin-1"))

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.complete = True

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """Speaks to one edge; every request on a connection of its own."""

    edge: Edge
    port: int
    state: ServerState = field(default_factory=ServerState)

    def connections(self) -> list[EdgeProtocol]:
        """The edge's side of the connections that are open."""
        return [each for each in self.state.connections if isinstance(each, EdgeProtocol)]

    async def get(self, path: str, host: str = "acme.localhost", **headers: str) -> Response:
        return await self.ask("GET", path, host, b"", **headers)

    async def ask(
        self, method: str, path: str, host: str = "acme.localhost", body: bytes = b"", **headers: str
    ) -> Response:
        """Header names are given as keywords, `accept_language` for `Accept-Language`."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return await self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body, head=method == "HEAD")

    async def send(self, data: bytes, *, head: bool = False) -> Response:
        """These very bytes, and the first response."""
        answered = await self.raw(data)
        response = Response()
        parser = httptools.HttpResponseParser(response)
        parser.feed_data(answered)
        response.status = parser.get_status_code()
        if head:
            assert response.body == b""
        return response

    async def raw(self, data: bytes, *, seconds: float = 5.0) -> bytes:
        """These very bytes, and all that comes until the edge closes (or two tenths of a second of silence)."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        answered = b""
        try:
            writer.write(data)
            async with asyncio.timeout(seconds):
                while chunk := await _more(reader, answered):
                    answered += chunk
        finally:
            writer.close()
            await asyncio.gather(writer.wait_closed(), return_exceptions=True)
        return answered


async def _more(reader: asyncio.StreamReader, answered: bytes) -> bytes:
    try:
        return await asyncio.wait_for(reader.read(65536), 0.3 if answered else None)
    except (TimeoutError, ConnectionResetError):
        return b""


def edge_settings(folder: Path, **changes: object) -> EdgeSettings:
    values = {"env": "development", "data": folder, "edge_secret": "hush", "nats_url": "", "static": folder / "static"}
    return EdgeSettings(**{**values, **changes})  # type: ignore[arg-type]  # fields by name


@asynccontextmanager
async def visiting(
    settings: EdgeSettings, table: Table = TABLE, database: Database | None = None
) -> AsyncIterator[Visitor]:
    """An edge with these settings, on a free port; with a database it has a console."""
    edge = build(settings, table, database)
    async with serving(server(edge, "127.0.0.1", 0, http=protocol_of(edge)).config) as (port, state):
        try:
            yield Visitor(edge, port, state)
        finally:
            await edge.gate.services.close()
            await edge.health.internals.close()
            if edge.console:
                await edge.console.close()


@asynccontextmanager
async def serving(config: uvicorn.Config) -> AsyncIterator[tuple[int, ServerState]]:
    """Uvicorn's protocol on a free port, without its server, whose starts and ends take a tenth of a second each."""
    config.load()
    state = ServerState()
    state.default_headers = [(b"date", formatdate(usegmt=True).encode())]

    def connection() -> asyncio.Protocol:
        return config.http_protocol_class(config=config, server_state=state, app_state={})  # type: ignore[call-arg]

    listening = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", 0)
    try:
        yield listening.sockets[0].getsockname()[1], state
    finally:
        listening.close()
        for each in list(state.connections):
            each.transport.abort()
        await asyncio.gather(*state.tasks, return_exceptions=True)
        await asyncio.sleep(0)


@dataclass
class Neighbour:
    """A service as the edge sees it: it notes what arrives, and answers as it is told."""

    status: int = 200
    headers: Sequence[tuple[bytes, bytes]] = ((b"content-type", b"text/plain"),)
    chunks: Sequence[bytes] = (b"from the service",)
    pause: float = 0.0

    def __post_init__(self) -> None:
        self.scopes: list[Scope] = []
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        self.scopes.append(scope)
        self.bodies.append(body)
        await asyncio.sleep(self.pause)
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        for chunk in self.chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def heard(self, name: str) -> list[str]:
        """The values of a header in the last request."""
        return [value.decode() for key, value in self.scopes[-1]["headers"] if key == name.encode()]


@asynccontextmanager
async def neighbouring(neighbour: Neighbour) -> AsyncIterator[int]:
    config = uvicorn.Config(neighbour, port=0, http="httptools", lifespan="off", log_config=None, log_level="critical")
    async with serving(config) as (port, _):
        yield port


def page(text: str, locale: str = "en", **more: object) -> Page:
    body = f"<!doctype html><html lang={locale}><p>{text}</p>{'<p>more</p>' * 200}".encode()
    return Page(body, HTML, locale, **more)  # type: ignore[arg-type]  # fields by name


async def publish_acme(sites: Sites, *, revision: int = 1, text: str = "Acme keeps promises") -> None:
    """Acme's center in English and French, with one policy that has two versions."""
    await sites.publish(
        ACME,
        "policy_hosting",
        {
            "/en/": page("Acme, welcome"),
            "/fr/": page("Acme, bienvenue", "fr"),
            "/en/policies/privacy": page(text),
            "/fr/policies/privacy": page("Acme tient parole", "fr"),
            "/en/policies/privacy/changes/1...2": page("What changed"),
            "/en/policies/privacy/versions": page("All versions"),
            "/robots.txt": Page(b"User-agent: *\n", "text/plain; charset=utf-8"),
            "/en/old": Redirect("/en/policies/privacy", 301),
        },
        revision=revision,
        timelines={"privacy": timeline(("2025-03-01", 1), ("2026-01-15", 2))},
        errors={
            f"{status}/{locale}": page(f"Acme {status} {locale}", locale)
            for status in (404, 503)
            for locale in ("en", "fr")
        },
    )
    await sites.write_host("acme.localhost", host_file(ACME, "acme", ("en", "fr")))


async def publish_globex(sites: Sites) -> None:
    """Another tenant, in Dutch alone, without error pages of its own."""
    await sites.publish(GLOBEX, "policy_hosting", {"/nl/": page("Globex, welkom", "nl")}, revision=1)
    await sites.write_host("globex.localhost", host_file(GLOBEX, "globex", ("nl",)))


def host_file(tenant: UUID, slug: str, locales: tuple[str, ...], *, revision: int = 1) -> HostFile:
    return HostFile(tenant, slug, "active", f"{slug}.localhost", locales, revision)


def timeline(*versions: tuple[str, int]) -> Timeline:
    dated = tuple((date.fromisoformat(day), number) for day, number in versions)
    return Timeline(dated[0][0], dated)
