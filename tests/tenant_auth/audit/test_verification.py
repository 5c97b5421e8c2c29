"""Whoever changes the log behind its back is found, with the number of the first entry that is wrong."""

import asyncio
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from services.tenant_auth.audit.handlers import Signer, clear_personal_parts
from services.tenant_auth.audit.head import write_head
from services.tenant_auth.audit.link import personal_digest
from services.tenant_auth.audit.log import PERSONAL_KEPT, append
from shared.events import AuditClearingDue, AuditHeadDue
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.sites import Sites
from shared.tenancy.unit_of_work import execute, unit_of_work
from tests.support.clock import MovableClock
from tests.support.said import said
from tests.tenant_auth.audit.conftest import ADA, Verifying, act, log


async def test_an_untouched_log_holds(verifying: Verifying, kept: ServiceSettings, tenant: UUID) -> None:
    assert (await verifying()).holds
    await log(tenant)
    await write_head(kept, tenant)
    await log(tenant, 2)
    verdict = await verifying()
    assert (verdict.holds, verdict.entries, verdict.heads) == (True, 7, 1)


TAMPERING = {
    "a changed act": ("UPDATE audit_entries SET act = 'x' WHERE tenant_id = $1 AND seq = 3", 3),
    "a changed time": ("UPDATE audit_entries SET at = at - interval '1 hour' WHERE tenant_id = $1 AND seq = 2", 2),
    "a changed field name": ("UPDATE audit_entries SET fields = '[]' WHERE tenant_id = $1 AND seq = 4", 4),
    "another actor": ("UPDATE audit_entries SET actor = thing WHERE tenant_id = $1 AND seq = 2", 2),
    "an actor cleared early": (
        "UPDATE audit_entries SET actor = NULL, session = NULL, salt = NULL WHERE tenant_id = $1 AND seq = 5",
        5,
    ),
    "a removed entry": ("DELETE FROM audit_entries WHERE tenant_id = $1 AND seq = 3", 3),
    "the last entries removed": ("DELETE FROM audit_entries WHERE tenant_id = $1 AND seq > 3", 4),
    "the first entry removed": ("DELETE FROM audit_entries WHERE tenant_id = $1 AND seq = 1", 1),
    "two entries exchanged": (
        "UPDATE audit_entries SET thing = lpad((5 - seq)::text, 32, '0')::uuid WHERE tenant_id = $1 AND seq IN (2, 3)",
        2,
    ),
    "everything removed": ("DELETE FROM audit_entries WHERE tenant_id = $1", 1),
}


@pytest.mark.parametrize(("sql", "seq"), TAMPERING.values(), ids=TAMPERING)
async def test_tampering_is_found(
    sql: str, seq: int, verifying: Verifying, tenant: UUID, superuser: asyncpg.Connection
) -> None:
    await log(tenant)
    await superuser.execute(sql, tenant)
    verdict = await verifying()
    assert (verdict.holds, verdict.seq) == (False, seq)


async def test_reordered_entries_are_found(verifying: Verifying, tenant: UUID, superuser: asyncpg.Connection) -> None:
    await log(tenant)
    for before, after in ((2, 99), (3, 2), (99, 3)):
        await superuser.execute(
            "UPDATE audit_entries SET seq = $3 WHERE tenant_id = $1 AND seq = $2", tenant, before, after
        )
    assert (await verifying()).seq == 2


async def test_last_entries_removed_with_the_recorded_end_are_found_by_the_signed_head(
    verifying: Verifying, kept: ServiceSettings, tenant: UUID, superuser: asyncpg.Connection
) -> None:
    await log(tenant)
    await write_head(kept, tenant)
    await superuser.execute("DELETE FROM audit_entries WHERE tenant_id = $1 AND seq > 3", tenant)
    await superuser.execute(
        "UPDATE audit_chains SET seq = 3, hash = e.hash FROM audit_entries e"
        " WHERE audit_chains.tenant_id = $1 AND e.tenant_id = $1 AND e.seq = 3",
        tenant,
    )
    verdict = await verifying()
    assert (verdict.seq, verdict.entries) == (4, 3)


async def test_a_log_written_anew_is_found_by_the_signed_head(
    verifying: Verifying, kept: ServiceSettings, tenant: UUID, superuser: asyncpg.Connection
) -> None:
    """Whoever can compute hashes can make a chain that fits; not the signature."""
    await log(tenant)
    await write_head(kept, tenant)
    await superuser.execute("DELETE FROM audit_entries WHERE tenant_id = $1", tenant)
    await superuser.execute("DELETE FROM audit_chains WHERE tenant_id = $1", tenant)
    await log(tenant)
    assert (await verifying()).seq == 5


async def test_a_forged_head_is_found(verifying: Verifying, kept: ServiceSettings, tenant: UUID) -> None:
    await log(tenant)
    await write_head(kept, tenant)
    storage = Sites.of(kept).storage
    keys = [listed.key async for listed in storage.walk(f"audit/{tenant}/")]
    await storage.write(keys[0], b"e30.e30.e30")
    assert (await verifying()).seq == 5


async def test_clearing_leaves_a_chain_that_verifies(verifying: Verifying, tenant: UUID, clock: MovableClock) -> None:
    await log(tenant, 2)
    clock.forward(PERSONAL_KEPT - timedelta(days=1))
    await log(tenant, 1)
    clock.forward(timedelta(days=2))
    async with unit_of_work(tenant):
        await clear_personal_parts(AuditClearingDue(seq=1))
        rows = await execute("SELECT actor, session, salt, personal FROM audit_entries ORDER BY seq")
    assert [row["actor"] for row in rows] == [None, None, ADA]
    assert rows[0]["salt"] is None
    verdict = await verifying()
    assert (verdict.holds, verdict.entries) == (True, 3)
    assert len(await said(tenant, "audit_clearing.due")) == 2  # and the third one's time will come


async def test_the_digest_tells_nothing_without_the_salt() -> None:
    assert personal_digest(b"a" * 16, ADA, None) != personal_digest(b"b" * 16, ADA, None)


async def test_a_timer_is_set_only_where_there_are_new_entries(
    kept: ServiceSettings, tenant: UUID, verifying: Verifying
) -> None:
    assert await said(tenant, "audit_head.due") == []
    await log(tenant, 3)
    assert len(await said(tenant, "audit_head.due")) == 1
    await Signer(kept).sign_head(AuditHeadDue(seq=1), tenant)
    assert len(await said(tenant, "audit_head.due")) == 1
    await log(tenant, 1)
    assert len(await said(tenant, "audit_head.due")) == 2
    assert (await verifying()).heads == 1


async def test_the_app_may_neither_change_nor_remove_entries(tenant: UUID) -> None:
    await log(tenant, 1)
    for sql in ("DELETE FROM audit_entries", "UPDATE audit_entries SET act = 'x'", "DELETE FROM audit_chains"):
        with pytest.raises(Exception, match="permission denied"):
            async with unit_of_work(tenant):
                await execute(sql)


async def test_another_tenant_sees_nothing(tenant: UUID) -> None:
    await log(tenant, 1)
    async with unit_of_work(new_id()):
        assert await execute("SELECT 1 FROM audit_entries") == []
        assert await append(act()) == 1


async def test_entries_written_side_by_side_make_one_chain(verifying: Verifying, tenant: UUID) -> None:
    await asyncio.gather(*(log(tenant, 5) for _ in range(4)))
    verdict = await verifying()
    assert (verdict.holds, verdict.entries) == (True, 20)
