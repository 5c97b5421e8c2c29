"""tenant_auth's app on a database of its own, and the console as its client."""

import base64
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.types import ASGIApp

from bench.support import bearer
from bench.support.asked import SECRET, Answered, ask
from services.tenant_auth.routes import routes
from services.tenant_auth.settings import Settings
from shared.tenancy.backend import Database, open_database
from shared.tenancy.placement import Role
from shared.web.app import create_app

_CONSOLE = "the-secret-of-the-console"
_VERIFIER = "a-verifier-that-is-long-enough-for-a-benchmark"
_CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(_VERIFIER.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True)
class AuthHost:
    """What answers, and what it was told."""

    app: ASGIApp
    settings: Settings
    database: Database

    async def code(self, cookie: str) -> str:
        """An authorization for whoever has this session open."""
        asked = {
            "response_type": "code",
            "client_id": "console",
            "redirect_uri": f"{self.settings.console}/signed-in",
            "scope": "openid profile email",
            "state": "x" * 22,
            "nonce": "y" * 22,
            "code_challenge": _CHALLENGE,
            "code_challenge_method": "S256",
        }
        answered = await ask(self.app, f"/authorization?{urlencode(asked)}", cookie=f"__Host-avow-auth={cookie}")
        assert answered.status == 303, answered
        return parse_qs(urlsplit(answered.headers["location"]).query)["code"][0]

    async def exchange(self, code: str, slug: str) -> Answered:
        """The code for tokens of a tenant."""
        back = f"{self.settings.console}/signed-in"
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": _VERIFIER}
        return await self._token({**asked, "tenant": slug})

    async def refresh(self, token: str, slug: str) -> Answered:
        """A refresh token for the next, and an access token of a tenant."""
        return await self._token({"grant_type": "refresh_token", "refresh_token": token, "tenant": slug})

    async def _token(self, form: Mapping[str, str]) -> Answered:
        basic = base64.b64encode(f"console:{_CONSOLE}".encode()).decode()
        answered = await ask(self.app, "/token", form, authorization=f"Basic {basic}")
        assert answered.status == 200, answered
        return answered


@asynccontextmanager
async def auth_host(urls: Mapping[Role, str], data: Path) -> AsyncIterator[AuthHost]:
    settings = Settings(
        data=data,
        public_url="https://{host}",
        edge_secret=SECRET,
        console_secret=_CONSOLE,
        nats_url="",
        signup="open",
        database_app=urls[Role.APP],
        database_relay=urls[Role.RELAY],
    )
    async with open_database("tenant_auth", settings) as database:
        app = create_app("tenant_auth", routes, settings, database.activate, bearer.check(settings))
        yield AuthHost(app, settings, database)
