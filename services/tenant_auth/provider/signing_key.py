"""Signing keys: published before they sign, and for as long as something they signed may be shown to us."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from joserfc.jwk import KeySet, RSAKey

from services.tenant_auth.sessions.session import ABSOLUTE
from shared.errors import Conflict
from shared.ids import new_id
from shared.keys import keys_of
from shared.settings import Installation
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute

ALGORITHM = "RS256"
"""Checked far oftener than signed: three times as fast to check as ES256."""
ANNOUNCED = timedelta(minutes=15)
"""Longer than anybody keeps our keys without looking again (JWKS are served with max-age=600)."""
SHOWN_LATEST = ABSOLUTE
"""An ID token comes back as a hint when its session is signed out of."""
_USE = "openid"
_BITS = 2048


@dataclass(frozen=True)
class SigningKey:
    """The private key that signs now, with its name."""

    id: str
    key: RSAKey


async def signing(settings: Installation) -> SigningKey:
    """The newest key whose time has come; the first one is made when it is first needed."""
    rows = await _signing_rows()
    if not rows:
        await execute("SELECT pg_advisory_xact_lock(hashtextextended('first signing key', 0))")
        rows = await _signing_rows()
    if not rows:
        await _make(settings, datetime.now(UTC))
        rows = await _signing_rows()
    name = rows[0]["id"]
    private = keys_of(settings).open(HOUSE, f"signing key {name}", rows[0]["sealed"])
    return SigningKey(name, _imported(private))


async def published(settings: Installation) -> dict[str, list[dict[str, Any]]]:
    """The public keys as a JWK set (RFC 7517, 5)."""
    await signing(settings)
    rows = await execute(
        "SELECT public FROM signing_keys WHERE use = $1 AND (retired_at IS NULL OR retired_at > $2) ORDER BY id",
        _USE,
        datetime.now(UTC),
    )
    return {"keys": [json.loads(row["public"]) for row in rows]}


async def key_set(settings: Installation) -> KeySet:
    """The same, to check with."""
    return KeySet.import_key_set(await published(settings))  # type: ignore[arg-type]  # a dict like any other


async def rotate(settings: Installation, *, at_once: bool = False) -> str:
    """Make the next key; answers its name. `at_once` is for a key that got out: the old one is gone that moment."""
    now = datetime.now(UTC)
    await execute("SELECT pg_advisory_xact_lock(hashtextextended('first signing key', 0))")
    waiting = await execute("SELECT 1 FROM signing_keys WHERE use = $1 AND active_from > $2", _USE, now)
    if waiting and not at_once:
        raise Conflict("A new key is published already and will sign soon.")
    begins = now if at_once else now + ANNOUNCED
    ends = now if at_once else begins + SHOWN_LATEST
    await execute("UPDATE signing_keys SET retired_at = least(retired_at, $2) WHERE use = $1", _USE, ends)
    return await _make(settings, begins)


async def _signing_rows() -> list[Any]:
    return await execute(
        """SELECT id, sealed FROM signing_keys WHERE use = $1 AND active_from <= $2
           AND (retired_at IS NULL OR retired_at > $2) AND public->>'alg' = $3
           ORDER BY active_from DESC, id DESC LIMIT 1""",
        _USE,
        datetime.now(UTC),
        ALGORITHM,
    )


@lru_cache(maxsize=4)
def _imported(private: bytes) -> RSAKey:
    """Kept: OpenSSL looks a key over for a tenth of a second before it signs."""
    return RSAKey.import_key(json.loads(private))


async def _make(settings: Installation, active_from: datetime) -> str:
    name = str(new_id())
    key = RSAKey.generate_key(_BITS, {"kid": name, "use": "sig", "alg": ALGORITHM})
    private = json.dumps(key.as_dict(private=True)).encode()
    await execute(
        """INSERT INTO signing_keys (id, use, public, sealed, created_at, active_from)
           VALUES ($1, $2, $3::jsonb, $4, $5, $6)""",
        name,
        _USE,
        json.dumps(key.as_dict(private=False)),
        keys_of(settings).seal(HOUSE, f"signing key {name}", private),
        datetime.now(UTC),
        active_from,
    )
    return name
