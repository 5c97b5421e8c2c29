"""Verification: the chain computed again from its first entry, and compared with the signed heads."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from asyncpg import Record

from services.tenant_auth.audit.head import Head, heads
from services.tenant_auth.audit.link import Link, beginning, personal_digest
from services.tenant_auth.audit.log import PERSONAL_KEPT
from shared import clock
from shared.phrase import Phrase, phrase
from shared.settings import Installation
from shared.tenancy.current import tenant
from shared.tenancy.unit_of_work import execute

_AT_ONCE = 200  # hashing them holds the event loop for some milliseconds
_SOME = "SELECT * FROM audit_entries WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3"
_ENDS = """SELECT coalesce((SELECT max(seq) FROM audit_entries), 0) AS last,
    coalesce((SELECT max(seq) FROM audit_chains), 0) AS known"""


@dataclass(frozen=True)
class Verdict:
    """What was found; `seq` names the first entry that is wrong."""

    entries: int
    heads: int
    seq: int | None = None
    fault: Phrase | None = None

    @property
    def holds(self) -> bool:
        return self.fault is None


async def verify(settings: Installation) -> Verdict:
    """Check the log of the running unit of work's tenant."""
    owner = tenant()
    signed = await heads(settings, owner)
    chain = await execute("SELECT seq, hash FROM audit_chains")
    previous, count = beginning(owner), 0
    async for row in _rows(chain[0]["seq"] if chain else 0):
        fault = _fault(row, count + 1, previous, signed)
        if fault is not None:
            return Verdict(count, len(signed), count + 1, fault)
        previous, count = row["hash"], count + 1
    ends = (await execute(_ENDS))[0]  # entries may have been added meanwhile, each together with the recorded end
    if ends["last"] != ends["known"]:
        return Verdict(count, len(signed), count + 1, phrase("the log was continued past its recorded end"))
    return _end(count, previous, chain, signed)


def _end(count: int, last: str, chain: list[Record], signed: Mapping[int, Head]) -> Verdict:
    known = max([*signed, chain[0]["seq"] if chain else 0])
    if known > count:
        return Verdict(count, len(signed), count + 1, phrase("the last entries are missing; there were {n}", n=known))
    if chain and chain[0]["hash"] != last:
        return Verdict(count, len(signed), count, phrase("the recorded end is not the last entry"))
    return Verdict(count, len(signed))


def _fault(row: Record, seq: int, previous: str, signed: Mapping[int, Head]) -> Phrase | None:
    """What is wrong with this entry, if anything is."""
    if row["seq"] != seq:
        return phrase("an entry is missing here")
    if row["previous"] != previous or _hash(row) != row["hash"]:
        return phrase("the entry was changed or put elsewhere")
    if not _personal_holds(row):
        return phrase("who acted was changed or removed before its time")
    head = signed.get(seq)
    if head is None:
        return None
    if head.hash is None:
        return phrase("the signature of this hour's head is not ours")
    return None if head.hash == row["hash"] else phrase("the log is not the one that was signed")


def _hash(row: Record) -> str:
    link = Link(
        seq=row["seq"],
        at=row["at"],
        service=row["service"],
        act=row["act"],
        noun=row["noun"],
        thing=row["thing"],
        fields=json.loads(row["fields"]),
        actor_kind=row["actor_kind"],
        personal=row["personal"],
    )
    return link.hash(row["previous"])


def _personal_holds(row: Record) -> bool:
    if row["salt"] is None:
        gone = row["actor"] is None and row["session"] is None
        return bool(gone and row["at"] + PERSONAL_KEPT <= clock.now())
    return personal_digest(row["salt"], row["actor"], row["session"]) == str(row["personal"])


async def _rows(end: int) -> AsyncIterator[Record]:
    last = 0
    while True:
        rows = await execute(_SOME, last, end, _AT_ONCE)
        for row in rows:
            yield row
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1]["seq"]
