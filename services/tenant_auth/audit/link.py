"""How one entry hangs on the one before it: hashes over canonical JSON, the personal parts only as a salted digest."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Link:
    """What an entry's hash is made of."""

    seq: int
    at: datetime
    service: str
    act: str
    noun: str
    thing: UUID
    fields: Sequence[str]
    actor_kind: str
    personal: str

    def hash(self, previous: str) -> str:
        """The entry's hash, standing on the one before."""
        content = {
            "seq": self.seq,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "service": self.service,
            "act": self.act,
            "noun": self.noun,
            "thing": str(self.thing),
            "fields": list(self.fields),
            "actor_kind": self.actor_kind,
            "personal": self.personal,
        }
        return hashlib.sha256(bytes.fromhex(previous) + canonical(content)).hexdigest()


def beginning(tenant: UUID) -> str:
    """What the first entry stands on: no two tenants' chains begin alike."""
    return hashlib.sha256(b"avow audit log of " + tenant.bytes).hexdigest()


def personal_digest(salt: bytes, actor: UUID | None, session: UUID | None) -> str:
    """Stands in the chain for who it was; without the salt it says nothing."""
    parts = {"actor": str(actor) if actor else None, "session": str(session) if session else None}
    return hashlib.sha256(salt + canonical(parts)).hexdigest()


def canonical(value: dict[str, Any]) -> bytes:
    """One text for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
