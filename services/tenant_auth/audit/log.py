"""Appending to a tenant's log: one after the other, without gaps; and clearing what its retention no longer covers."""

import json
import secrets
from datetime import datetime, timedelta

from services.tenant_auth.audit.link import Link, beginning, personal_digest
from shared import clock
from shared.bus import outbox
from shared.events import ActRecorded, AuditClearingDue, AuditHeadDue
from shared.ids import new_id
from shared.tenancy.current import tenant
from shared.tenancy.unit_of_work import execute

SIGNED_EVERY = timedelta(hours=1)
PERSONAL_KEPT = timedelta(days=3 * 365)
"""How long the log says who acted; that something was done stays."""
CLEARED_EVERY = timedelta(days=7)
_BEGIN = """INSERT INTO audit_chains (tenant_id, id, seq, hash, head_due, clearing_due)
    VALUES ($1, $2, 0, $3, false, false) ON CONFLICT (tenant_id) DO NOTHING"""
_CHAIN = "SELECT seq, hash, head_due, clearing_due FROM audit_chains FOR UPDATE"
_ADVANCE = "UPDATE audit_chains SET seq = $1, hash = $2, head_due = true, clearing_due = true"
_INSERT = """INSERT INTO audit_entries (tenant_id, id, seq, at, service, act, noun, thing, fields, actor_kind,
        actor, session, salt, personal, previous, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"""


async def append(act: ActRecorded) -> int:
    """Add an entry to the running unit of work's tenant; answers its number. Others wait for this one's end."""
    owner, salt = tenant(), secrets.token_bytes(16)
    await execute(_BEGIN, owner, new_id(), beginning(owner))
    chain = (await execute(_CHAIN))[0]
    link = Link(
        seq=chain["seq"] + 1,
        at=act.at,
        service=act.service,
        act=act.act,
        noun=act.thing,
        thing=act.thing_id,
        fields=act.fields,
        actor_kind=act.actor_kind,
        personal=personal_digest(salt, act.actor, act.session),
    )
    found = link.hash(chain["hash"])
    await execute(
        _INSERT,
        owner,
        new_id(),
        link.seq,
        link.at,
        link.service,
        link.act,
        link.noun,
        link.thing,
        json.dumps(list(link.fields)),
        link.actor_kind,
        act.actor,
        act.session,
        salt,
        link.personal,
        chain["hash"],
        found,
    )
    await execute(_ADVANCE, link.seq, found)
    if not chain["head_due"]:
        await outbox.record(AuditHeadDue(seq=link.seq), due_at=clock.now() + SIGNED_EVERY)
    if not chain["clearing_due"]:
        await outbox.record(AuditClearingDue(seq=link.seq), due_at=act.at + PERSONAL_KEPT)
    return link.seq


async def clear(now: datetime) -> int:
    """Clear the personal parts of entries that are old enough; answers of how many. The chain holds all the same."""
    cleared = await execute(
        """UPDATE audit_entries SET actor = NULL, session = NULL, salt = NULL
           WHERE at <= $1 AND salt IS NOT NULL RETURNING seq""",
        now - PERSONAL_KEPT,
    )
    await execute(_CHAIN)
    rows = await execute("SELECT seq, at FROM audit_entries WHERE salt IS NOT NULL ORDER BY at LIMIT 1")
    if rows:
        due = max(rows[0]["at"] + PERSONAL_KEPT, now + CLEARED_EVERY)
        await outbox.record(AuditClearingDue(seq=rows[0]["seq"]), due_at=due)
    await execute("UPDATE audit_chains SET clearing_due = $1", bool(rows))
    return len(cleared)
