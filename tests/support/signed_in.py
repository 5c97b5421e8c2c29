"""Access tokens for tests: signed with a key of the tests' own, in the provider's form."""

import json
import time
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from joserfc import jws
from joserfc.jwk import KeySet, RSAKey

from shared.access.tokens import TYPE, TokenCheck
from shared.ids import new_id
from shared.settings import Installation

KEY = RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"})
FOREIGN = RSAKey.generate_key(2048)
"""Nobody's whom the tests believe."""


async def _keys(_name: str) -> KeySet:
    return KeySet([KEY])


def check(settings: Installation) -> TokenCheck:
    """For `create_app(..., tokens=check(settings))`."""
    return TokenCheck(settings.issuer, settings.audience, _keys)


def token(
    settings: Installation,
    tenant: UUID | None,
    slug: str = "acme",
    permissions: Iterable[str] = (),
    **claims: Any,
) -> str:
    """What the edge would send for a person with these permissions; `claims` replaces single claims."""
    now = int(time.time())
    said = {
        "iss": settings.issuer,
        "aud": settings.audience,
        "sub": str(new_id()),
        "client_id": "console",
        "iat": now,
        "exp": now + 300,
        "jti": str(new_id()),
        "kind": "person",
        "name": "Ada Lovelace",
        "locale": "en",
        "sid": str(new_id()),
        "auth_time": now,
        "permissions": sorted(permissions),
        **({"tenant": str(tenant), "slug": slug} if tenant else {}),
        **claims,
    }
    return signed({name: value for name, value in said.items() if value is not None})


def signed(claims: dict[str, Any], key: RSAKey = KEY, **header: str) -> str:
    """The claims as a JWT; `header` replaces single header fields."""
    top = {"alg": "RS256", "kid": "test", "typ": TYPE, **header}
    return jws.serialize_compact(top, json.dumps(claims).encode(), key, registry=_ANY)


_ANY = jws.JWSRegistry(algorithms=["RS256", "HS256", "none"], strict_check_header=False)


def bearer(
    settings: Installation, tenant: UUID | None, *permissions: str, slug: str = "acme", **claims: Any
) -> dict[str, str]:
    """The Authorization header of such a token."""
    return {"authorization": f"Bearer {token(settings, tenant, slug, permissions, **claims)}"}
