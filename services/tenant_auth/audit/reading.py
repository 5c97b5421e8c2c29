"""Reading the log: filtered by who, what, noun and time, the newest first, paged by number."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from asyncpg import Record
from pydantic import Field

from services.tenant_auth.people.person import names_of
from shared.tenancy.unit_of_work import execute

PAGE = 50
Word = Annotated[str, Field(pattern=r"^[a-z_:-]+$", max_length=100)]
"""An act or a noun, as a filter may name it."""
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
_EXPORTED_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the log; names are found when it is read, and stand nowhere in it."""

    seq: int
    at: datetime
    actor_kind: str
    actor: UUID | None
    session: UUID | None
    actor_name: str
    service: str
    act: str
    noun: str
    thing: UUID
    fields: tuple[str, ...]
    hash: str

    @classmethod
    def of(cls, row: Record, names: dict[UUID, str]) -> Self:
        return cls(
            seq=row["seq"],
            at=row["at"],
            actor_kind=row["actor_kind"],
            actor=row["actor"],
            session=row["session"],
            actor_name=names.get(row["actor"], ""),
            service=row["service"],
            act=row["act"],
            noun=row["noun"],
            thing=row["thing"],
            fields=tuple(json.loads(row["fields"])),
            hash=row["hash"],
        )


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which entries; what is None does not matter."""

    who: UUID | None = None
    act: str | None = None
    noun: str | None = None
    thing: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


async def page(which: Filter, *, before: int | None = None, most: int = PAGE) -> tuple[list[Entry], int | None]:
    """Up to `most` entries older than `before`, the newest first; and where the next page begins."""
    rows = await _rows(which, before, most + 1)
    entries = await _named(rows[:most])
    return entries, entries[-1].seq if len(rows) > most else None


async def everything(which: Filter) -> AsyncIterator[Entry]:
    """All that fit, the newest first, a thousand at a time."""
    before: int | None = None
    while True:
        entries, before = await page(which, before=before, most=_EXPORTED_AT_ONCE)
        for entry in entries:
            yield entry
        if before is None:
            return


async def acts() -> list[tuple[str, str]]:
    """The acts and nouns that the log knows, for the lists to choose from."""
    rows = await execute("SELECT DISTINCT act, noun FROM audit_entries ORDER BY act, noun")
    return [(row["act"], row["noun"]) for row in rows]


async def actors() -> dict[UUID, str]:
    """Those who stand in the log, by name."""
    rows = await execute("SELECT DISTINCT actor, actor_kind FROM audit_entries WHERE actor IS NOT NULL LIMIT 1000")
    names = await _names({row["actor"] for row in rows})
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


async def _rows(which: Filter, before: int | None, most: int) -> list[Record]:
    """Equality and ranges only: they use the indexes also under row-level security."""
    told: list[Any] = []
    conditions = []
    for condition, value in (
        ("seq < ${}", before),
        ("actor = ${}", which.who),
        ("act = ${}", which.act),
        ("noun = ${}", which.noun),
        ("thing = ${}", which.thing),
        ("at >= ${}", which.since and max(which.since, _EARLIEST)),
        ("at < ${}", which.until and min(which.until, _LATEST)),
    ):
        if value is not None:
            told.append(value)
            conditions.append(condition.format(len(told)))
    told.append(most)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return await execute(f"SELECT * FROM audit_entries {where} ORDER BY seq DESC LIMIT ${len(told)}", *told)  # noqa: S608  conditions are ours


async def _named(rows: list[Record]) -> list[Entry]:
    names = await _names({row["actor"] for row in rows if row["actor"] is not None})
    return [Entry.of(row, names) for row in rows]


async def _names(ids: set[UUID]) -> dict[UUID, str]:
    """People by their names, API clients by theirs."""
    clients = await execute("SELECT id, name FROM clients WHERE id = ANY($1::text[])", [str(each) for each in ids])
    return {UUID(row["id"]): row["name"] for row in clients} | await names_of(sorted(ids))
