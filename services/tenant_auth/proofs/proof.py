"""A one-time link: 128 random bits of which only the hash is kept, for one purpose, for a while, used up once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from services.tenant_auth.people.sealed import seal, unseal
from services.tenant_auth.sessions.session import digest
from shared.errors import Missing
from shared.ids import new_token
from shared.phrase import phrase


class Purpose(StrEnum):
    """What a link is for; one made for another purpose is as if it were not there."""

    SIGN_UP = "sign-up"
    RECOVERY = "recovery"
    INVITATION = "invitation"
    NEW_ADDRESS = "new-address"
    OLD_ADDRESS = "old-address"
    NEW_FACTOR = "new-factor"
    SECOND_FACTOR = "second-factor"
    NOTHING = "nothing"  # takes the place of one that must not be made, so that nobody sees by the time that it was not


LASTING = {
    Purpose.SIGN_UP: timedelta(hours=24),
    Purpose.RECOVERY: timedelta(hours=1),
    Purpose.INVITATION: timedelta(days=7),
    Purpose.NEW_ADDRESS: timedelta(hours=24),
    Purpose.OLD_ADDRESS: timedelta(days=7),
    Purpose.NEW_FACTOR: timedelta(days=7),
    Purpose.SECOND_FACTOR: timedelta(minutes=10),
    Purpose.NOTHING: timedelta(),
}


class LinkOver(Missing):
    """Used, expired, called back, mistyped, forged: one answer for all."""

    code = "link-over"

    def __init__(self) -> None:
        super().__init__(phrase("This link does not work any more."))


KEPT = timedelta(days=7)
"""How long a link that is over stays in the database."""


@dataclass(frozen=True)
class Opened:
    """What a link that holds stands for."""

    digest: str
    person: UUID | None
    tenant: UUID | None
    data: Mapping[str, Any]
    created_at: datetime


class Proof(Model):
    """Read before anybody is known, so it has no tenant's protection; what it is about lies sealed in it."""

    digest = fields.CharField(64, primary_key=True)
    purpose = fields.CharField(40)
    person: UUID | None = fields.UUIDField(null=True)
    tenant: UUID | None = fields.UUIDField(null=True)
    sealed: bytes = fields.BinaryField()
    created_at: datetime = fields.DatetimeField()
    expires_at: datetime = fields.DatetimeField()
    used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "proofs"

    @classmethod
    async def make(
        cls, purpose: Purpose, *, person: UUID | None = None, tenant: UUID | None = None, **data: Any
    ) -> str:
        """Make a link in the running unit of work; answers its token, which is in the letter alone.

        Links long over are swept out by the way: they hold addresses of people who never came.
        """
        token, now = new_token(), datetime.now(UTC)
        await cls.filter(expires_at__lt=now - KEPT).delete()
        name = digest(token)
        await cls.create(
            digest=name,
            purpose=purpose,
            person=person,
            tenant=tenant,
            sealed=seal(f"proof {name}", json.dumps(data).encode()),
            created_at=now,
            expires_at=now + LASTING[purpose],
        )
        return token

    @classmethod
    async def look(cls, token: str, purpose: Purpose) -> Opened:
        """What the link is about, without using it: mail scanners open links. Raises LinkOver."""
        return (await cls._found(token, purpose, lock=False)).opened()

    @classmethod
    async def use(cls, token: str, purpose: Purpose) -> Opened:
        """Use the link up, with what it does or not at all; of two at once one is told that it is over."""
        proof = await cls._found(token, purpose, lock=True)
        proof.used_at = datetime.now(UTC)
        await proof.save(update_fields=["used_at"])
        return proof.opened()

    @classmethod
    async def call_back(cls, purpose: Purpose, *, person: UUID) -> None:
        """The person's open links of this purpose hold no longer."""
        await cls.filter(purpose=purpose, person=person, used_at=None).update(used_at=datetime.now(UTC))

    @classmethod
    async def _found(cls, token: str, purpose: Purpose, *, lock: bool) -> Self:
        rows = cls.filter(digest=digest(token), purpose=purpose, used_at=None, expires_at__gt=datetime.now(UTC))
        found = await (rows.select_for_update() if lock else rows).first()
        if found is None:
            raise LinkOver
        return found

    def opened(self) -> Opened:
        """What lies sealed in it."""
        data = json.loads(unseal(f"proof {self.digest}", self.sealed))
        return Opened(self.digest, self.person, self.tenant, data, self.created_at)
