"""Many tenants, written straight into the databases with COPY: loading them is not what is measured."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from bench.support.texts import LOCALES, text
from services.policy_hosting.documents.kind import Audience, Kind
from services.policy_hosting.translations.translation import hash_of
from services.policy_hosting.versions.content import content_hash
from services.policy_hosting.versions.state import Change, State, Way
from services.tenant_auth.tenants import profile
from services.tenant_auth.themes import theme
from shared.events.plain import to_plain
from shared.ids import new_id
from shared.sites import HostFile, Sites

SLUG = "privacy"
"""Of the one document that each has."""

_APART = timedelta(days=120)
_AT_ONCE = 500  # tenants a COPY
_NOON = datetime(2024, 1, 8, 12, tzinfo=UTC)
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Tenant:
    """One of many."""

    number: int
    id: UUID = field(default_factory=new_id)

    @property
    def slug(self) -> str:
        return f"t{self.number:05d}"

    def host(self, domain: str) -> str:
        return f"{self.slug}.{domain}"

    def notice(self, number: int, locale: str, size: int) -> str:
        """The text of a version."""
        return text(f"Notice {number} of {self.slug} in {locale}", size)


def tenants(count: int) -> list[Tenant]:
    return [Tenant(number) for number in range(count)]


async def load_directory(owner_url: str, those: Sequence[Tenant], *, domain: str) -> None:
    """What tenant_auth keeps of them."""
    given, look = _given(0).model_dump(mode="json", by_alias=True), json.dumps(theme.read({}).record())
    rows: dict[str, Iterable[Row]] = {
        "tenants": ((each.id, each.slug, "active", _NOON) for each in those),
        "hosts": ((each.host(domain), each.id, 0) for each in those),
        "profiles": (
            (each.id, new_id(), 1, json.dumps({**given, "name": f"Company {each.number}"}), look, 1) for each in those
        ),
    }
    await _copy(owner_url, rows)


async def load_policies(
    owner_url: str, those: Sequence[Tenant], *, domain: str, versions: int, size: int, locales: Sequence[str] = LOCALES
) -> None:
    """What policy_hosting keeps of them: one document each, the last of its versions in force."""
    for start in range(0, len(those), _AT_ONCE):
        rows: dict[str, list[Row]] = {
            name: [] for name in ("tenant_profile", "publication", "document", "version", "announcement", "translation")
        }
        for each in those[start : start + _AT_ONCE]:
            for table, row in _rows_of(each, domain, versions, size, locales):
                rows[table].append(row)
        await _copy(owner_url, rows)


async def write_hosts(sites: Sites, those: Iterable[Tenant], *, domain: str) -> None:
    """So that the edge knows them."""
    for each in those:
        host = each.host(domain)
        await sites.write_host(host, HostFile(each.id, each.slug, "active", host, LOCALES, 1))


async def vacuum(owner_url: str) -> None:
    """What autovacuum would do a while after loading."""
    connection = await asyncpg.connect(owner_url)
    try:
        await connection.execute("VACUUM ANALYZE", timeout=300)
    finally:
        await connection.close()


async def _copy(owner_url: str, tables: dict[str, Any]) -> None:
    """As the owner, whom row-level security lets pass."""
    connection = await asyncpg.connect(owner_url)
    try:
        async with connection.transaction():
            for table, rows in tables.items():
                await connection.copy_records_to_table(table, records=rows, columns=_COLUMNS[table].split())
    finally:
        await connection.close()


_COLUMNS = {
    "tenants": "id slug state created_at",
    "hosts": "host tenant position",
    "profiles": "tenant_id id revision given theme theme_revision",
    "tenant_profile": "tenant_id revision state profile",
    "publication": "tenant_id revision",
    "document": "tenant_id id slug kind audience prevailing_locale created_at",
    "version": "tenant_id id document_id number state change summary facts content_hash "
    "effective_on effective_from ended_at created_at",
    "announcement": "tenant_id id version_id announced_at announced_on effective_on way reasons by called_off_reasons",
    "translation": "tenant_id id version_id locale title text text_hash source_hash",
}


def _rows_of(
    tenant: Tenant, domain: str, versions: int, size: int, locales: Sequence[str]
) -> Iterator[tuple[str, Row]]:
    document, prevailing = new_id(), locales[0]
    public = profile.public(
        _given(tenant.number), slug=tenant.slug, state="active", hosts=(tenant.host(domain),), theme_revision=1
    )
    yield "tenant_profile", (tenant.id, 1, "active", json.dumps(to_plain(public)))
    yield "publication", (tenant.id, versions)
    yield "document", (tenant.id, document, SLUG, Kind.PRIVACY_NOTICE, Audience.EVERYONE, prevailing, _NOON)
    for number in range(1, versions + 1):
        version = new_id()
        texts = {locale: tenant.notice(number, locale, size) for locale in locales}
        begins = _NOON + _APART * (number - 1)
        last, change = number == versions, Change.MATERIAL
        yield (
            "version",
            (
                tenant.id,
                version,
                document,
                number,
                State.IN_FORCE if last else State.SUPERSEDED,
                change,
                "{}",
                "",
                content_hash(prevailing, "", texts),
                begins.date(),
                begins,
                None if last else begins + _APART,
                begins,
            ),
        )
        way = Way.FIRST if number == 1 else Way.NOTICE
        day = begins.date()
        yield "announcement", (tenant.id, new_id(), version, begins, day, day, way, "{}", "operator", "{}")
        source = hash_of(texts[prevailing])
        for locale, words in texts.items():
            yield (
                "translation",
                (tenant.id, new_id(), version, locale, f"Notice {number}", words, hash_of(words), source),
            )


def _given(number: int) -> profile.GivenProfile:
    return profile.given({"name": f"Company {number}", "country": "BE", "locales": LOCALES})
