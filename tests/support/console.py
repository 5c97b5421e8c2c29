"""A console at the edge with a provider, a service and a browser that keeps its cookies."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from frontend.edge.answer import Receive, Scope, Send
from frontend.edge.cookies import SESSION
from tests.support.databases import EDGE, Databases
from tests.support.edge import Neighbour, Response, Visitor, edge_settings, neighbouring, visiting
from tests.support.provider import SECRET, Provider

HOST, ORIGIN = "console.localhost:8000", "http://console.localhost:8000"
_SET = re.compile(r"([^=]+)=([^;]*); Path=/; Secure; HttpOnly; SameSite=Lax(?:; Max-Age=(\d+))?")


@dataclass
class Service(Neighbour):
    """A service that refuses tokens as often as it is told, before it answers."""

    refusing: list[str] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.refusing:
            before = self.status, self.headers
            self.status, self.headers = 401, [(b"www-authenticate", self.refusing.pop(0).encode())]
            await super().__call__(scope, receive, send)
            self.status, self.headers = before
        else:
            await super().__call__(scope, receive, send)


@dataclass
class Browser:
    """One person's browser on the console: cookies as the edge sets them, and its own Origin."""

    visitor: Visitor
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, **headers: str) -> Response:
        return await self._ask("GET", path, b"", headers)

    async def post(self, path: str, form: dict[str, str], **headers: str) -> Response:
        kind = {"content_type": "application/x-www-form-urlencoded", "origin": ORIGIN}
        return await self._ask("POST", path, urlencode(form).encode(), {**kind, **headers})

    async def post_bytes(self, path: str, body: bytes, **headers: str) -> Response:
        return await self._ask("POST", path, body, {"origin": ORIGIN, **headers})

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Response:
        if self.cookies:
            headers = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        answered = await self.visitor.ask(method, path, HOST, body, **headers)
        for line in answered.cookies:
            found = _SET.fullmatch(line)
            assert found, f"a cookie that is not as ours are: {line}"
            assert found[1].startswith("__Host-avow-")
            if found[3] == "0":
                self.cookies.pop(found[1], None)
            else:
                self.cookies[found[1]] = found[2]
        return answered

    @property
    def session(self) -> str | None:
        return self.cookies.get(SESSION)


@dataclass
class Console:
    """All of it, with `browser` for the one person who matters."""

    visitor: Visitor
    provider: Provider
    service: Service
    browser: Browser

    def another_browser(self) -> Browser:
        return Browser(self.visitor)

    async def sign_in(self, path: str = "/acme/policies/all", browser: Browser | None = None) -> Response:
        """From a page to the provider and back: the answer to `/signed-in`."""
        person = browser or self.browser
        begun = await person.get(path)
        assert begun.status == 303, begun.text
        return await person.get(self.provider.approve(begun.headers["location"]))

    def forget(self) -> None:
        """As if ten seconds had passed: what the edge remembers in memory is old."""
        assert self.visitor.edge.console
        self.visitor.edge.console.tokens._known.clear()


@asynccontextmanager
async def console(
    databases: Databases, folder: Path, provider: Provider | None = None, **changes: object
) -> AsyncIterator[Console]:
    provider, service = provider or Provider(), Service()
    async with neighbouring(provider) as one, neighbouring(service) as other:
        settings = edge_settings(
            folder,
            services=f"tenant_auth=127.0.0.1:{one},policy_hosting=127.0.0.1:{other}",
            internals=f"tenant_auth=127.0.0.1:{one}",
            console_secret=SECRET,
            keys=str(databases.keys),
            **{"rate": 1000, "burst": 1000, **changes},
        )
        async with visiting(settings, database=await databases.of(EDGE)) as visitor:
            yield Console(visitor, provider, service, Browser(visitor))
