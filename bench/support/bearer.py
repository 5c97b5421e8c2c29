"""Access tokens for benchmarks: an owner's, as the provider writes them for the console, under a key of their own."""

import json
import time
from functools import cache
from uuid import UUID

from joserfc import jws
from joserfc.jwk import KeySet, RSAKey

from services.tenant_auth.members.roles import Role, permissions_of
from shared.access.tokens import ALGORITHMS, TYPE, TokenCheck
from shared.ids import new_id, new_token
from shared.settings import Installation

[_ALGORITHM] = ALGORITHMS
_REGISTRY = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)


@cache
def _key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": str(new_id()), "use": "sig", "alg": _ALGORITHM})


async def _public(_name: str) -> KeySet:
    return _known()


@cache
def _known() -> KeySet:
    return KeySet.import_key_set({"keys": [_key().as_dict(private=False)]})


def check(settings: Installation) -> TokenCheck:
    """As each service has one, with the key fetched."""
    return TokenCheck(settings.issuer, settings.audience, _public)


def token(settings: Installation, tenant: UUID, slug: str, person: UUID) -> str:
    now = time.time()
    claims = {
        "kind": "person",
        "name": "Ada Lovelace",
        "locale": "en",
        "scope": "openid profile email",
        "family": str(new_id()),
        "permissions": sorted(permissions_of([Role.OWNER])),
        "auth_time": int(now),
        "acr": "aal2",
        "amr": ["hwk", "user"],
        "sid": str(new_id()),
        "tenant": str(tenant),
        "slug": slug,
        "iss": settings.issuer,
        "aud": settings.audience,
        "sub": str(person),
        "client_id": "console",
        "iat": now,
        "exp": int(now) + 300,
        "jti": new_token(),
    }
    header = {"alg": _ALGORITHM, "kid": _key().kid, "typ": TYPE}
    return jws.serialize_compact(header, json.dumps(claims).encode(), _key(), registry=_REGISTRY)
