"""The key that signs the heads of audit logs: made once, kept sealed, never retired, for old heads must verify."""

import json
from datetime import UTC, datetime
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from services.tenant_auth.audit.link import canonical
from shared.ids import new_id
from shared.keys import CannotOpen, keys_of
from shared.settings import Installation
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute

ALGORITHM = "ES256"
_USE = "audit"
_NEWEST = "SELECT id, sealed FROM signing_keys WHERE use = $1 ORDER BY active_from DESC, id DESC LIMIT 1"
_INSERT = """INSERT INTO signing_keys (id, use, public, sealed, created_at, active_from)
    VALUES ($1, $2, $3::jsonb, $4, $5, $5)"""


class Forged(Exception):  # noqa: N818  said of what was signed
    """It was not signed with a key of ours."""


async def sign(settings: Installation, content: dict[str, Any]) -> str:
    """The content as a compact JWS (RFC 7515)."""
    await execute("SELECT pg_advisory_xact_lock(hashtextextended('audit signing key', 0))")
    rows = await execute(_NEWEST, _USE)
    if not rows:
        await _make(settings)
        rows = await execute(_NEWEST, _USE)
    key = _opened(settings, rows[0]["id"], rows[0]["sealed"])
    header = {"alg": ALGORITHM, "kid": rows[0]["id"], "typ": "avow-audit-head+jws"}
    return jws.serialize_compact(header, canonical(content), key, algorithms=[ALGORITHM])


async def verified(settings: Installation, signed: str) -> dict[str, Any]:
    """What was signed; raises Forged. The key is opened from its sealed form, which only this installation can make."""
    try:
        found = jws.extract_compact(signed.encode())
        name = str(found.headers().get("kid"))
        rows = await execute("SELECT sealed FROM signing_keys WHERE id = $1 AND use = $2", name, _USE)
        if not rows:
            raise Forged("no key of ours has this name")
        checked = jws.deserialize_compact(signed, _opened(settings, name, rows[0]["sealed"]), algorithms=[ALGORITHM])
        content: dict[str, Any] = json.loads(checked.payload)
    except (JoseError, CannotOpen, ValueError) as fault:
        raise Forged(type(fault).__name__) from None
    return content


async def _make(settings: Installation) -> None:
    name, now = str(new_id()), datetime.now(UTC)
    key = ECKey.generate_key("P-256", {"kid": name, "use": "sig", "alg": ALGORITHM})
    sealed = keys_of(settings).seal(HOUSE, _context(name), json.dumps(key.as_dict(private=True)).encode())
    await execute(_INSERT, name, _USE, json.dumps(key.as_dict(private=False)), sealed, now)


def _opened(settings: Installation, name: str, sealed: bytes) -> ECKey:
    return ECKey.import_key(json.loads(keys_of(settings).open(HOUSE, _context(name), sealed)))


def _context(name: str) -> str:
    return f"audit signing key {name}"
