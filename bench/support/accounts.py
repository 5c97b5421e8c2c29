"""People with memberships, sessions and refresh tokens, written straight into tenant_auth's tables with COPY."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import asyncpg

from bench.support.tenants import Tenant
from services.tenant_auth.members.roles import Role
from services.tenant_auth.provider.client import CONSOLE
from services.tenant_auth.sessions.session import ABSOLUTE, IDLE, digest
from shared.ids import new_id

_AT_ONCE = 10_000
_MONTH = timedelta(days=30)
Row = tuple[Any, ...]


@dataclass(slots=True)
class Account:
    """Somebody who signed in a moment ago, with the console's refresh token of that session."""

    number: int
    tenant: Tenant
    refresh: str
    id: UUID = field(default_factory=new_id)

    @property
    def email(self) -> str:
        return f"somebody-{self.number:06d}@{self.tenant.slug}.example"

    @property
    def secret(self) -> str:
        """The cookie of the session."""
        return f"a secret of {self.id}"


def accounts(those: Sequence[Tenant], each: int) -> list[Account]:
    """So many for each tenant."""
    return [
        Account(index * each + number, tenant, f"refresh of {index * each + number}")
        for index, tenant in enumerate(those)
        for number in range(each)
    ]


async def load(owner_url: str, those: Sequence[Account], *, password: str | None) -> None:
    """All that a sign-in leaves; `password` is the hash of everybody's. Their tenants are there already."""
    connection = await asyncpg.connect(owner_url)
    try:
        everybody = iter(those)
        while some := list(islice(everybody, _AT_ONCE)):
            async with connection.transaction():
                for table, (columns, rows) in _rows(some, password).items():
                    await connection.copy_records_to_table(table, records=rows, columns=columns.split())
    finally:
        await connection.close()


def _rows(those: Sequence[Account], password: str | None) -> dict[str, tuple[str, Iterable[Row]]]:
    now = datetime.now(UTC)
    joined = now - _MONTH
    families = {each.id: new_id() for each in those}
    sessions = {each.id: new_id() for each in those}
    ends = now + ABSOLUTE
    return {
        "people": (
            "id email name locale password created_at",
            ((each.id, each.email, f"Somebody {each.number}", "en", password, joined) for each in those),
        ),
        "memberships": ("person tenant", ((each.id, each.tenant.id) for each in those)),
        "members": (
            "tenant_id id person roles joined_at",
            ((each.tenant.id, new_id(), each.id, json.dumps([Role.OWNER]), joined) for each in those),
        ),
        "sessions": (
            "id person secret created_at used_at signed_in_at methods idle_until ends_at client device",
            _sessions(those, sessions, now),
        ),
        "families": (
            "id client session scope created_at ends_at",
            ((families[each.id], CONSOLE, sessions[each.id], "openid profile", now, ends) for each in those),
        ),
        "refresh_tokens": (
            "digest family created_at expires_at",
            ((digest(each.refresh), families[each.id], now, ends) for each in those),
        ),
    }


def _sessions(those: Sequence[Account], names: dict[UUID, UUID], now: datetime) -> Iterator[Row]:
    """Used a while from now, so that a use is noted for nobody: those of many would all be the first."""
    used = now + timedelta(hours=1)
    for each in those:
        yield (
            names[each.id],
            each.id,
            digest(each.secret),
            now,
            used,
            now,
            '["pwd"]',
            now + IDLE,
            now + ABSOLUTE,
            "192.0.2.0/24",
            "Firefox, Linux",
        )
