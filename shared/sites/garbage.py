"""Removing blobs that no manifest names any more."""

from datetime import UTC, datetime, timedelta

from shared.sites.manifest import manifest_from_json
from shared.storage import Storage, Stored


async def collect(storage: Storage, days: int) -> int:
    """Remove unnamed blobs older than `days`.

    Old blobs are listed before the manifests are read, and each is looked at again just before it goes:
    a publication that takes an old blob up again writes it anew first, so it is young by then.
    """
    before = datetime.now(UTC) - timedelta(days=days)
    old = {item.key async for item in storage.walk("blobs/") if item.modified < before}
    if not old:
        return 0
    async for item in storage.walk("sites/"):
        stored = await storage.read(item.key)
        if isinstance(stored, Stored):
            old -= {f"blobs/{blob.sha256}" for blob in manifest_from_json(stored.body).blobs()}
    removed = 0
    for key in old:
        found = await storage.look(key)
        if found and found.modified < before:
            await storage.delete(key)
            removed += 1
    return removed
