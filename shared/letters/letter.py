"""A letter: written with what it tells of, sent once, its address and text forgotten then."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from asyncpg import Record

from shared import clock
from shared.bus import outbox
from shared.events import LetterDue
from shared.ids import new_id
from shared.keys import Keys, keys_of
from shared.letters.address import mail_address
from shared.letters.mail import domain_of
from shared.letters.text import Text, text
from shared.settings import ServiceSettings
from shared.tenancy.backend import active
from shared.tenancy.current import tenant
from shared.tenancy.unit_of_work import execute

_INSERT = """INSERT INTO letters
    (tenant_id, id, state, template, locale, message_id, sealed, recipient, digest, due_at, created_at)
    VALUES ($1, $2, 'queued', $3, $4, $5, $6, $7, $8, $9, $9)"""


@dataclass(frozen=True)
class Letter:
    """What the worker needs of a letter that is not sent yet."""

    id: UUID
    message_id: str
    locale: str
    tries: int
    created_at: datetime
    to: str
    text: Text

    @classmethod
    def read(cls, row: Record, keys: Keys, owner: UUID) -> Self:
        """Open a row."""
        opened = json.loads(keys.open(owner, _context(row["id"]), row["sealed"]))
        return cls(
            id=row["id"],
            message_id=row["message_id"],
            locale=row["locale"],
            tries=row["tries"],
            created_at=row["created_at"],
            to=opened["to"],
            text=Text(opened["subject"], opened["body"]),
        )


async def write(*, to: str, template: str, locale: str, **context: Any) -> UUID:
    """Write a letter in the running unit of work; the worker sends it once that is committed. Answers its id.

    `template` is the path below frontend/templates without `.txt`; `context` fills it in.
    """
    settings = _settings()
    keys, owner, identity = keys_of(settings), tenant(), new_id()
    address, said = mail_address(to), text(template, locale, **context)
    content = json.dumps({"to": address, "subject": said.subject, "body": said.body}, ensure_ascii=False)
    await execute(
        _INSERT,
        owner,
        identity,
        template,
        locale,
        f"<{identity}@{domain_of(settings.sender)}>",
        keys.seal(owner, _context(identity), content.encode()),
        recipient(keys, owner, address),
        keys.blind(owner, "letter text", f"{said.subject}\n{said.body}"),
        clock.now(),
    )
    await outbox.record(LetterDue(service=active().service, letter=identity), aggregate=identity)
    return identity


def recipient(keys: Keys, owner: UUID, address: str) -> str:
    """The keyed hash under which a letter's address is kept."""
    return keys.blind(owner, "letter address", address.lower())


def _context(identity: UUID) -> str:
    return f"letter {identity}"


def _settings() -> ServiceSettings:
    settings = active().settings
    if settings is None:
        raise RuntimeError("this database was opened without settings")
    return settings
