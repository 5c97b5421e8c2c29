"""Token check in a service: a token seen for the first time, whose signature is checked, and one known already."""

import asyncio
import json
import time
from collections.abc import Sequence
from statistics import median, quantiles

from joserfc import jws
from joserfc.jwk import KeySet, RSAKey

from bench.support.verdict import verdict
from services.tenant_auth.members.roles import Role, permissions_of
from shared.access.tokens import ALGORITHMS, TYPE, TokenCheck
from shared.ids import new_id, new_token

TARGET = 0.2  # milliseconds
TIMES, WARM = 2000, 200
ISSUER, AUDIENCE = "https://auth.example.com", "https://api.example.com"
[ALGORITHM] = ALGORITHMS


def main() -> None:
    key = RSAKey.generate_key(2048, {"kid": str(new_id()), "use": "sig", "alg": ALGORITHM})
    those = [token(key) for _ in range(WARM + TIMES)]
    cold, warm = asyncio.run(measured(KeySet.import_key_set({"keys": [key.as_dict(private=False)]}), those))
    for name, took in ("seen for the first time", cold), ("known already", warm):
        half, most = median(took), quantiles(took, n=100)[-1]
        print(f"  {name:24} p50 {half:.3f} ms, p99 {most:.3f} ms (under {TARGET} ms): {verdict(half < TARGET)}")


async def measured(keys: KeySet, those: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each check, first unknown, then known."""

    async def known(_name: str) -> KeySet:
        return keys

    check = TokenCheck(ISSUER, AUDIENCE, known)
    cold = [await spent(check, each) for each in those]
    warm = [await spent(check, each) for each in those]
    return cold[WARM:], warm[WARM:]


async def spent(check: TokenCheck, word: str) -> float:
    began = time.perf_counter()
    caller = await check.caller(word)
    took = (time.perf_counter() - began) * 1000
    assert caller.permissions
    return took


def token(key: RSAKey) -> str:
    """An owner's, as the provider writes it for the console."""
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
        "tenant": str(new_id()),
        "slug": "acme",
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(new_id()),
        "client_id": "console",
        "iat": now,
        "exp": int(now) + 300,
        "jti": new_token(),
    }
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": TYPE}
    return jws.serialize_compact(header, json.dumps(claims).encode(), key, registry=_WRITTEN)


_WRITTEN = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)

if __name__ == "__main__":
    main()
