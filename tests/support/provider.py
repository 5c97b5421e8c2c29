"""An OpenID provider for the edge's tests: a real HTTP server, stricter than most, that can be told to misbehave."""

import base64
import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit
from uuid import UUID

from joserfc.jwk import KeySet

from frontend.edge.answer import Receive, Scope, Send
from shared.ids import new_id, new_token
from tests.support.edge import Neighbour
from tests.support.signed_in import KEY, signed

SECRET = "console-secret"
EVENT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass
class Provider(Neighbour):
    """Answers `/token` and `/jwks.json`; anything else it notes and answers as a service does."""

    issuer: str = "http://auth.localhost:8000"
    redirect: str = "http://console.localhost:8000/signed-in"
    person: UUID = field(default_factory=new_id)
    sid: UUID = field(default_factory=new_id)
    tenants: dict[str, UUID] = field(default_factory=lambda: {"acme": UUID(int=1), "globex": UUID(int=2)})
    lives: int = 300
    fault: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.codes: dict[str, dict[str, str]] = {}
        self.refresh = ""
        self.refreshed: list[str] = []  # the tenants that were asked for
        self.over = False
        self.claims: dict[str, Any] = {}

    def approve(self, location: str, **changes: str) -> str:
        """As if the person had signed in at this authorization request: the path back to the console."""
        where = urlsplit(location)
        asked = dict(parse_qsl(where.query))
        assert f"{where.scheme}://{where.netloc}{where.path}" == f"{self.issuer}/authorization"
        assert (asked["response_type"], asked["client_id"]) == ("code", "console")
        assert asked["redirect_uri"] == self.redirect
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        assert min(len(asked["state"]), len(asked["nonce"])) >= 22
        code = new_token()
        self.codes[code] = asked
        return "/signed-in?" + urlencode({"code": code, "state": asked["state"], "iss": self.issuer, **changes})

    def logout_token(self, **changes: Any) -> str:
        """A logout token for the session; None takes a claim away."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "console",
            "iat": now,
            "exp": now + 120,
            "jti": new_token(),
            "events": {EVENT: {}},
            "sid": str(self.sid),
            **changes,
        }
        return signed({name: value for name, value in claims.items() if value is not None}, typ="logout+jwt")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["path"]:
            case "/jwks.json":
                await _say(send, 200, KeySet([KEY]).as_dict(private=False))
            case "/authorization" if scope["method"] == "GET":
                back = self.approve(f"{self.issuer}/authorization?{scope['query_string'].decode()}")
                where = self.redirect.removesuffix("/signed-in") + back
                await send({"type": "http.response.start", "status": 303, "headers": [(b"location", where.encode())]})
                await send({"type": "http.response.body", "body": b""})
            case "/token":
                await _say(send, *self._token(scope, parse_qs((await receive())["body"].decode())))
            case _:
                await super().__call__(scope, receive, send)

    def _token(self, scope: Scope, form: Mapping[str, list[str]]) -> tuple[int, dict[str, Any]]:
        heard = {name.decode(): value.decode() for name, value in scope["headers"]}
        assert (heard["host"], heard["avow-edge"]) == (urlsplit(self.issuer).netloc, "hush")
        basic = base64.b64encode(f"console:{SECRET}".encode()).decode()
        if self.fault:
            return int(self.fault), {}
        if heard.get("authorization") != f"Basic {basic}":
            return 401, {"error": "invalid_client"}
        said = {name: values[0] for name, values in form.items() if len(values) == 1}
        if said["grant_type"] == "authorization_code":
            return self._exchange(said)
        return self._rotate(said)

    def _exchange(self, said: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(said["code"], {})
        digest = hashlib.sha256(said["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked.get("code_challenge") != challenge or said["redirect_uri"] != self.redirect:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "console",
            "sub": str(self.person),
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "sid": str(self.sid),
            "nonce": asked["nonce"],
            **self.claims,
        }
        return 200, {**self._granted(""), "id_token": signed(claims, typ="JWT")}

    def _rotate(self, said: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        slug = said.get("tenant", "")
        if said["refresh_token"] != self.refresh or self.over:
            self.over = True  # a token that comes twice ends its family
            return 400, {"error": "invalid_grant"}
        self.refreshed.append(slug)
        if slug and slug not in self.tenants:
            return 400, {"error": "invalid_target"}
        return 200, self._granted(slug)

    def _granted(self, slug: str) -> dict[str, Any]:
        claims = {"sub": str(self.person), "iat": time.time(), "jti": new_token(), "slug": slug}
        if slug:
            claims["tenant"] = str(self.tenants[slug])
        self.refresh = new_token()
        token = signed(claims, typ="at+jwt")
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": self.lives,
            "refresh_token": self.refresh,
        }


async def _say(send: Send, status: int, content: Mapping[str, Any]) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(content).encode()})
