"""An ID token that comes back as a hint of whom the client means (OpenID Connect Core, 3.1.2.1)."""

import json
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.registry import HeaderParameter

from services.tenant_auth.provider import signing_key
from shared.settings import Installation

_REGISTRY = jws.JWSRegistry(header_registry={"typ": HeaderParameter("Type", "str")}, algorithms=[signing_key.ALGORITHM])


async def subject_of(settings: Installation, hint: str, client: str) -> str | None:
    """The person an ID token of ours for this client names; None for anything else."""
    try:
        found = jws.deserialize_compact(hint, await signing_key.key_set(settings), registry=_REGISTRY)
        claims: Any = json.loads(found.payload)
    except (JoseError, ValueError):
        return None
    ours = isinstance(claims, dict) and claims.get("iss") == settings.issuer and claims.get("aud") == client
    return str(claims["sub"]) if ours and found.headers().get("typ") == "JWT" else None
