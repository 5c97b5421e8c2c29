"""Access tokens (RFC 9068): who calls, for which tenant, with which permissions; five minutes at most."""

import json
import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.registry import HeaderParameter

from services.tenant_auth.provider import family, signing_key
from services.tenant_auth.provider.client import Client
from services.tenant_auth.settings import Settings
from shared.access.tokens import LONGEST, TYPE
from shared.ids import new_token

SECONDS = LONGEST
_REGISTRY = jws.JWSRegistry(header_registry={"typ": HeaderParameter("Type", "str")}, algorithms=[signing_key.ALGORITHM])


async def signed(settings: Settings, claims: Mapping[str, Any], kind: str) -> str:
    """Claims as a JWT of this type, under the key that signs now."""
    key = await signing_key.signing(settings)
    header = {"alg": signing_key.ALGORITHM, "kid": key.id, "typ": kind}
    return jws.serialize_compact(header, json.dumps(claims).encode(), key.key, registry=_REGISTRY)


async def write(settings: Settings, client: str, subject: str, claims: Mapping[str, Any]) -> str:
    """A token for the installation's one audience."""
    now = time.time()
    standing = {
        "iss": settings.issuer,
        "aud": settings.audience,
        "sub": subject,
        "client_id": client,
        "iat": now,  # with fractions: a service tells it from one written before a member changed
        "exp": int(now) + SECONDS,
        "jti": new_token(),
    }
    return await signed(settings, {**claims, **standing}, TYPE)


async def read(settings: Settings, token: str) -> dict[str, Any] | None:
    """The claims of a token of ours that still holds: in time, its family or its client not revoked."""
    claims = await _claims(settings, token)
    if claims is None or claims.get("aud") != settings.audience or claims.get("iss") != settings.issuer:
        return None
    if not float(claims.get("exp", 0)) > time.time():
        return None
    if "family" in claims:
        return claims if await family.lives(UUID(claims["family"])) else None
    return claims if await Client.find(claims["client_id"], settings) else None


async def _claims(settings: Settings, token: str) -> dict[str, Any] | None:
    try:
        found = jws.deserialize_compact(token, await signing_key.key_set(settings), registry=_REGISTRY)
        claims: Any = json.loads(found.payload)
    except (JoseError, ValueError):
        return None
    return claims if found.headers().get("typ") == TYPE and isinstance(claims, dict) else None
