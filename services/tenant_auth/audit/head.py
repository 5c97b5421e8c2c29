"""Heads: where a tenant's chain ended at an hour, signed and kept in the site store, apart from the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.tenant_auth.audit.signature import Forged, sign, verified
from shared import clock
from shared.settings import Installation
from shared.sites import Sites
from shared.storage import Nothing
from shared.tenancy.unit_of_work import execute, unit_of_work


@dataclass(frozen=True)
class Head:
    """One signed end of the chain; `hash` is None where the signature does not hold."""

    seq: int
    hash: str | None


async def write_head(settings: Installation, tenant: UUID) -> int | None:
    """Sign where the chain ends now; answers the entry's number. Nothing to do where no entry is."""
    async with unit_of_work(tenant):
        rows = await execute("UPDATE audit_chains SET head_due = false RETURNING seq, hash")
        if not rows or rows[0]["seq"] == 0:
            return None
        seq: int = rows[0]["seq"]
        signed = await sign(
            settings,
            {"tenant": str(tenant), "seq": seq, "hash": rows[0]["hash"], "at": clock.now().isoformat()},
        )
    await Sites.of(settings).storage.write(_key(tenant, seq), signed.encode())
    return seq


async def heads(settings: Installation, tenant: UUID) -> Mapping[int, Head]:
    """Every head of the tenant, by the number of the entry it names, whether its signature holds or not."""
    storage = Sites.of(settings).storage
    found: dict[int, Head] = {}
    keys = [listed.key async for listed in storage.walk(_folder(tenant))]
    for key in sorted(keys):
        seq = int(key.removeprefix(_folder(tenant)).removesuffix(".jws"))
        stored = await storage.read(key)
        if not isinstance(stored, Nothing):
            found[seq] = await _read(settings, tenant, seq, stored.body)
    return found


async def _read(settings: Installation, tenant: UUID, seq: int, body: bytes) -> Head:
    try:
        content = await verified(settings, body.decode("ascii", "replace"))
    except Forged:
        return Head(seq, None)
    ours = content.get("tenant") == str(tenant) and content.get("seq") == seq
    return Head(seq, str(content.get("hash")) if ours else None)


def _folder(tenant: UUID) -> str:
    return f"audit/{tenant}/"


def _key(tenant: UUID, seq: int) -> str:
    return f"{_folder(tenant)}{seq:012d}.jws"
