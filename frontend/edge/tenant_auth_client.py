"""The edge as a client of the provider: the only file here that knows Authlib.

Browsers are sent to the provider's address in the world; the edge itself asks at its address inside.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jws

from frontend.edge.attempt import Attempt
from frontend.edge.said_by_provider import CLIENT
from frontend.edge.settings import EdgeSettings
from frontend.edge.upstream import Header
from shared.errors import Unavailable
from shared.http import BRIEFLY_KEPT, FAULTS
from shared.logs import log
from shared.settings import addresses

_SECONDS = 5.0
_SCOPE = "openid profile"


class NoMember(Exception):  # noqa: N818  said of a person
    """The person is no member of that tenant, or there is none."""


class GrantOver(Exception):  # noqa: N818  said of a code or a refresh token
    """The provider takes this code or refresh token no longer."""


@dataclass(frozen=True, kw_only=True)
class Granted:
    """What the provider granted; `refresh` and `id_token` are empty where it gave none anew."""

    access: str
    expires_at: datetime
    tenant: UUID | None
    refresh: str
    id_token: str


class TenantAuthClient:
    """Asks for authorization, codes and tokens on behalf of the console."""

    def __init__(self, settings: EdgeSettings) -> None:
        self.settings = settings
        self.callback = settings.console + "/signed-in"
        self._place = addresses(settings.services).get("tenant_auth")
        self._client: Any = None

    def authorization(self, attempt: Attempt, acr_values: str = "") -> str:
        """Where the browser goes to sign in."""
        more: dict[str, str] = {"acr_values": acr_values} if acr_values else {}
        if attempt.max_age is not None:
            more["max_age"] = str(attempt.max_age)
        url, _ = self._oauth().create_authorization_url(
            self.settings.issuer + "/authorization",
            state=attempt.state,
            nonce=attempt.nonce,
            code_verifier=attempt.verifier,
            scope=_SCOPE,
            resource=self.settings.audience,
            **more,
        )
        return str(url)

    def logout(self, id_token: str) -> str:
        """Where the browser goes to end its session at the provider (RP-initiated logout)."""
        back = {"client_id": CLIENT, "post_logout_redirect_uri": self.settings.console + "/"}
        hint = {"id_token_hint": id_token} if id_token else {}
        return f"{self.settings.issuer}/logout?{urlencode({**hint, **back})}"

    async def exchange(self, code: str, verifier: str, added: Iterable[Header]) -> Granted:
        """A code for tokens; raises GrantOver or Unavailable."""
        asking = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        return await self._ask(added, **asking, redirect_uri=self.callback)

    async def refresh(self, refresh_token: str, slug: str, added: Iterable[Header]) -> Granted:
        """A token for one tenant, or for none; raises NoMember, GrantOver or Unavailable."""
        asking = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        return await self._ask(added, **asking, **({"tenant": slug} if slug else {}))

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def _ask(self, added: Iterable[Header], **asking: str) -> Granted:
        if self._place is None:
            raise Unavailable("Nobody told where the provider is.")
        url = "http://{}:{}/token".format(*self._place)
        try:
            answered = await self._oauth().fetch_token(url, headers=self._headers(added), **asking)
        except OAuthError as error:
            raise _refused(str(error.error)) from None
        except (*FAULTS, ValueError) as fault:
            raise Unavailable("The provider does not answer.") from fault
        return _granted(answered)

    def _headers(self, added: Iterable[Header]) -> dict[str, str]:
        host = self.settings.issuer.partition("://")[2]
        ours = {name.decode(): value.decode() for name, value in added}
        return {**ours, "host": host, "accept": "application/json", "content-type": "application/x-www-form-urlencoded"}

    def _oauth(self) -> Any:
        if self._client is None:
            self._client = AsyncOAuth2Client(
                CLIENT,
                self.settings.console_secret,
                redirect_uri=self.callback,
                code_challenge_method="S256",
                timeout=_SECONDS,
                limits=BRIEFLY_KEPT,
                trust_env=False,
            )
        return self._client


def _refused(code: str) -> Exception:
    match code:
        case "invalid_target":
            return NoMember()
        case "invalid_grant":
            return GrantOver()
    log.warning("the provider refuses the console", code=code[:40])
    return Unavailable("The provider does not answer as it should.")


def _granted(answered: Mapping[str, Any]) -> Granted:
    try:
        access = str(answered["access_token"])
        claims = json.loads(jws.extract_compact(access.encode()).payload)
        return Granted(
            access=access,
            expires_at=datetime.now(UTC) + timedelta(seconds=int(answered["expires_in"])),
            tenant=UUID(claims["tenant"]) if claims.get("tenant") else None,
            refresh=str(answered.get("refresh_token") or ""),
            id_token=str(answered.get("id_token") or ""),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise Unavailable("The provider does not answer as it should.") from fault
