"""Access tokens (RFC 9068): a service checks issuer, audience, signature and time itself, and learns who calls."""

import base64
import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.registry import HeaderParameter

from shared.access.revoked import Revoked
from shared.access.session import Caller
from shared.errors import NotSignedIn
from shared.phrase import phrase

ALGORITHMS = ["RS256"]
TYPE = "at+jwt"
LONGEST = 300
"""Seconds a token may live; one that claims more is not of our making."""
_LEEWAY = 5
_MOST_KEPT = 5_000
_REGISTRY = jws.JWSRegistry(
    header_registry={"typ": HeaderParameter("Type", "str", required=True)}, algorithms=ALGORITHMS
)
KeySource = Callable[[str], Awaitable[KeySet]]


class TokenCheck:
    """Checks tokens of one issuer for one audience; one that held is remembered until it ends."""

    def __init__(self, issuer: str, audience: str, keys: KeySource, revoked: Revoked | None = None) -> None:
        self.issuer = issuer
        self.audience = audience
        self.keys = keys
        self.revoked = revoked or Revoked()
        self._held: OrderedDict[bytes, tuple[float, Caller]] = OrderedDict()

    async def caller(self, token: str) -> Caller:
        """Who the token speaks for; raises NotSignedIn."""
        name = hashlib.sha256(token.encode()).digest()
        kept = self._held.get(name)
        if kept is None:
            kept = self._read(await self._claims(token))
            self._held[name] = kept
            if len(self._held) > _MOST_KEPT:
                self._held.popitem(last=False)
        ends, caller = kept
        if time.time() >= ends or self.revoked.holds(caller):
            self._held.pop(name, None)
            raise _bad()
        return caller

    async def _claims(self, token: str) -> dict[str, Any]:
        try:
            keys = await self.keys(_key_named(token.partition(".")[0]))
            found = jws.deserialize_compact(token, keys, registry=_REGISTRY)
            claims: dict[str, Any] = json.loads(found.payload)
        except (JoseError, ValueError, RecursionError):  # the last: brackets in brackets, a thousand deep
            raise _bad() from None
        if found.headers().get("typ") != TYPE:
            raise _bad()
        return claims

    def _read(self, claims: dict[str, Any]) -> tuple[float, Caller]:
        now = time.time()
        try:
            begins, ends = float(claims["iat"]), float(claims["exp"])
            held = (
                claims["iss"] == self.issuer
                and claims["aud"] == self.audience
                and begins - _LEEWAY <= now < ends <= begins + LONGEST
                and float(claims.get("nbf", begins)) - _LEEWAY <= now
            )
            caller = _caller(claims)
        except (KeyError, TypeError, ValueError):
            raise _bad() from None
        if not held:
            raise _bad()
        return ends, caller


@lru_cache(maxsize=16)  # the head says algorithm, key and type: all tokens of one key have the same
def _key_named(head: str) -> str:
    """Which key a token says it is signed with: read before anything is believed, to have that key at hand."""
    header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    return str(header.get("kid", "")) if isinstance(header, dict) else ""


def _caller(claims: dict[str, Any]) -> Caller:
    kind = claims["kind"]
    if kind not in ("person", "client"):
        raise ValueError(kind)
    signed_in = claims.get("auth_time")
    return Caller(
        kind=kind,
        actor=UUID(claims["sub"]),
        name=str(claims.get("name", "")),
        tenant=UUID(claims["tenant"]) if claims.get("tenant") else None,
        slug=str(claims.get("slug", "")),
        permissions=frozenset(claims.get("permissions", ())),
        session=UUID(claims["sid"]) if claims.get("sid") else None,
        client=str(claims["client_id"]),
        signed_in_at=datetime.fromtimestamp(signed_in, UTC) if signed_in else None,
        locale=str(claims.get("locale", "")),
        issued_at=float(claims["iat"]),
    )


def _bad() -> NotSignedIn:
    return NotSignedIn(phrase("Your session has ended. Sign in again."))
