"""What the provider says in signed words: who signed in (ID token), and whose session ended (logout token)."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.registry import HeaderParameter

from shared.access.tokens import ALGORITHMS, KeySource
from shared.settings import Installation

CLIENT = "console"
_LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
_LEEWAY = 10
_OLDEST_LOGOUT = 120 + _LEEWAY
_REGISTRY = jws.JWSRegistry(header_registry={"typ": HeaderParameter("Type", "str")}, algorithms=ALGORITHMS)


class NotSaid(Exception):  # noqa: N818  said of a token
    """The provider did not say this to us, or not now."""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Who signed in, in which session of the provider's, when."""

    person: UUID
    sid: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SignedOut:
    """Whose session ended; all of a person's where none is named."""

    sid: UUID | None
    person: UUID | None


class Provider:
    """Reads the provider's tokens for one client: issuer, audience, signature and time."""

    def __init__(self, settings: Installation, keys: KeySource) -> None:
        self.issuer = settings.issuer
        self.keys = keys

    async def signed_in(self, token: str, nonce: str, max_age: int | None = None) -> SignedIn:
        """What an ID token says (OpenID Connect Core, 3.1.3.7); raises NotSaid."""
        claims = await self._claims(token, {"", "JWT"})
        if claims.get("nonce") != nonce:
            raise NotSaid("the nonce is another's")
        try:
            at = int(claims["auth_time"])
            said = SignedIn(person=UUID(claims["sub"]), sid=UUID(claims["sid"]), at=datetime.fromtimestamp(at, UTC))
        except (KeyError, TypeError, ValueError):
            raise NotSaid("a claim is missing") from None
        if max_age is not None and time.time() - at > max_age + _LEEWAY:
            raise NotSaid("nobody signed in anew")
        return said

    async def signed_out(self, token: str) -> SignedOut:
        """What a logout token says (OpenID Connect Back-Channel Logout, 2.6); raises NotSaid."""
        claims = await self._claims(token, {"logout+jwt"})
        events = claims.get("events")
        if "nonce" in claims or not isinstance(events, dict) or not isinstance(events.get(_LOGOUT), dict):
            raise NotSaid("this is no logout token")
        if not isinstance(claims.get("jti"), str) or time.time() - float(claims["iat"]) > _OLDEST_LOGOUT:
            raise NotSaid("this logout token is too old")
        try:
            sid, person = (UUID(claims[name]) if name in claims else None for name in ("sid", "sub"))
        except (TypeError, ValueError, AttributeError):
            raise NotSaid("a claim cannot be read") from None
        if sid is None and person is None:
            raise NotSaid("it names nobody")
        return SignedOut(sid=sid, person=person)

    async def _claims(self, token: str, types: set[str]) -> Mapping[str, Any]:
        try:
            named = jws.extract_compact(token.encode()).headers().get("kid", "")
            found = jws.deserialize_compact(token, await self.keys(str(named)), registry=_REGISTRY)
            claims: Any = json.loads(found.payload)
        except (JoseError, ValueError):
            raise NotSaid("the signature does not hold") from None
        if str(found.headers().get("typ", "")) not in types or not isinstance(claims, dict):
            raise NotSaid("this is another kind of token")
        if not self._to_us_and_now(claims):
            raise NotSaid("it is another's, or not of this time")
        return claims

    def _to_us_and_now(self, claims: Mapping[str, Any]) -> bool:
        now = time.time()
        audience = claims.get("aud")
        try:
            timely = float(claims["iat"]) - _LEEWAY <= now < float(claims["exp"]) + _LEEWAY
        except (KeyError, TypeError, ValueError):
            return False
        # the provider's tokens for the console name it alone
        return timely and claims.get("iss") == self.issuer and audience in (CLIENT, [CLIENT])
