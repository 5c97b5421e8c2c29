"""What a tenant's service has said, read from its outbox in the order it was written."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.tenancy.unit_of_work import execute, relay_work


@dataclass(frozen=True)
class Said:
    name: str
    data: dict[str, Any]
    due_at: datetime | None


async def said(tenant: UUID, *names: str) -> list[Said]:
    """The events of a tenant, or those of these names (`version.announced`); acts are left out."""
    async with relay_work():
        rows = await execute("SELECT subject, body, due_at FROM outbox WHERE tenant_id = $1 ORDER BY seq", tenant)
    found = [Said(row["subject"].split(".", 3)[3], json.loads(row["body"])["data"], row["due_at"]) for row in rows]
    return [each for each in found if each.name != "act.recorded" and (not names or each.name in names)]
