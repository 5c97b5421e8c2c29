"""The log as a file: CSV that no spreadsheet takes for formulas, or JSON Lines."""

import csv
import json
from collections.abc import AsyncIterator
from datetime import UTC
from enum import StrEnum
from io import StringIO
from typing import Any

from services.tenant_auth.audit.reading import Entry, Filter, everything

COLUMNS = (
    "seq", "at", "actor_kind", "actor", "actor_name", "session", "service", "act", "noun", "thing", "fields", "hash",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Format(StrEnum):
    """How the file is written."""

    CSV = "csv"
    JSONL = "jsonl"


TYPES = {Format.CSV: "text/csv; charset=utf-8", Format.JSONL: "application/jsonl; charset=utf-8"}


async def exported(kind: Format, which: Filter) -> AsyncIterator[str]:
    """The file in lines."""
    if kind is Format.CSV:
        yield _line(COLUMNS)
    async for entry in everything(which):
        values = _values(entry)
        if kind is Format.JSONL:
            yield json.dumps(values, ensure_ascii=False) + "\n"
        else:
            texts = {**values, "fields": " ".join(entry.fields)}
            yield _line([_safe(texts[column]) for column in COLUMNS])


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor_kind": entry.actor_kind,
        "actor": str(entry.actor) if entry.actor else None,
        "actor_name": entry.actor_name,
        "session": str(entry.session) if entry.session else None,
        "service": entry.service,
        "act": entry.act,
        "noun": entry.noun,
        "thing": str(entry.thing),
        "fields": list(entry.fields),
        "hash": entry.hash,
    }


def _safe(value: Any) -> str:
    """What a spreadsheet would compute is told to be text (OWASP, CSV injection)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: Any) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()
