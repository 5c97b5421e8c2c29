"""A browser at the auth host and a client of the provider, both by hand, so that each step can be done wrong."""

import base64
import hashlib
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
from joserfc import jws
from starlette.applications import Starlette

from services.tenant_auth.people.person import Person
from services.tenant_auth.sessions.browser import COOKIE
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.settings import Settings
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.asking import from_edge

SECRET = "the-consoles_secret.1"
CONSOLE = "http://console.localhost:8000"
CALLBACK = f"{CONSOLE}/signed-in"


def provider_settings(settings: ServiceSettings) -> Settings:
    """What the process would be told, with a console that may ask."""
    told = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    return Settings(**told, console_secret=SECRET, console_scopes="openid profile email")


@asynccontextmanager
async def browsing(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser at the auth host: it keeps cookies, and follows no redirect by itself."""
    transport = httpx2.ASGITransport(app=app)
    headers = from_edge(None, avow_client=f"place-{new_id()}")
    async with httpx2.AsyncClient(transport=transport, base_url="https://auth.localhost", headers=headers) as client:
        yield client


@dataclass
class RelyingParty:
    """The console as a client: what it asks for, and what it makes of the answers."""

    app: Starlette
    client_id: str = "console"
    secret: str = SECRET
    post: bool = False
    """Bring the secret in the form, not in the header."""
    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()

    def request(self, **more: str | None) -> dict[str, str]:
        """An authorization request; `more` adds to it, or with None takes away."""
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": CALLBACK,
            "scope": "openid profile email",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
            **more,
        }
        return {name: value for name, value in asked.items() if value is not None}

    def url(self, **more: str | None) -> str:
        return f"/authorization?{urlencode(self.request(**more))}"

    async def ask(self, path: str, form: dict[str, str]) -> httpx2.Response:
        """A call to one of the provider's addresses for programs, with the client's secret."""
        basic = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        headers = {**from_edge(None), **({} if self.post else {"authorization": f"Basic {basic}"})}
        sent = {**form, "client_id": self.client_id, "client_secret": self.secret} if self.post else form
        async with browsing(self.app) as client:
            return await client.post(path, data=sent, headers=headers)

    async def exchange(self, code: str, **more: str) -> httpx2.Response:
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        return await self.ask("/token", {**asked, "code_verifier": self.verifier, **more})

    async def refresh(self, token: str, **more: str) -> httpx2.Response:
        return await self.ask("/token", {"grant_type": "refresh_token", "refresh_token": token, **more})


def answered(response: httpx2.Response) -> dict[str, str]:
    """The parameters of an authorization answer, which must lead to the client and be a 303."""
    assert response.status_code == 303, response.text
    location = response.headers["location"]
    assert location.startswith(f"{CALLBACK}?"), location
    return {name: values[-1] for name, values in parse_qs(urlsplit(location).query).items()}


def claims(token: str) -> dict[str, Any]:
    """What a token says, its signature unchecked."""
    said: dict[str, Any] = json.loads(jws.extract_compact(token.encode()).payload)
    return said


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.found[str(given["name"])] = given.get("value") or ""


def inputs(page: httpx2.Response) -> dict[str, str]:
    """The fields of a page's form with what stands in them."""
    parser = _Inputs()
    parser.feed(page.text)
    return parser.found


async def sit_down(browser: httpx2.AsyncClient, person: Person, *, ago: timedelta = timedelta()) -> Session:
    """Let this browser have a session of the person's, begun some time ago; no password is hashed for it."""
    async with unit_of_work(HOUSE):
        session, secret = await Session.begin(person.id, ["pwd"], client="192.0.2.0/24", device="Firefox, Linux")
        session.signed_in_at -= ago
        await session.save()
    browser.cookies.set(COOKIE, secret, domain="auth.localhost")
    return session


async def granted(browser: httpx2.AsyncClient, party: RelyingParty, **more: str | None) -> dict[str, Any]:
    """Tokens for whoever sits at the browser."""
    answer = answered(await browser.get(party.url(**more)))
    tokens = await party.exchange(answer["code"])
    assert tokens.status_code == 200, tokens.text
    found: dict[str, Any] = tokens.json()
    return found
