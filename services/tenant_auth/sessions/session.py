"""A session: one sign-in of one person on one device; its secret is known to the browser alone."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from shared.ids import new_id, new_token

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=7)


class Session(Model):
    """Read before a tenant is chosen, so it has none; real time is used, never the movable clock."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: UUID = fields.UUIDField()
    secret = fields.CharField(64, unique=True)
    created_at: datetime = fields.DatetimeField()
    used_at: datetime = fields.DatetimeField()
    signed_in_at: datetime = fields.DatetimeField()
    methods: Any = fields.JSONField()  # RFC 8176: "pwd", "otp", "hwk", "user"
    idle_until: datetime = fields.DatetimeField()
    ends_at: datetime = fields.DatetimeField()
    client = fields.CharField(60)  # the block the address lies in, /24 or /48
    device = fields.CharField(200)
    ended_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "sessions"

    @classmethod
    async def begin(cls, person: UUID, methods: list[str], *, client: str, device: str) -> tuple[Self, str]:
        """A new session and its secret, which is not kept; an older one of this browser is never continued."""
        secret, now = new_token() + new_token(), datetime.now(UTC)
        session = await cls.create(
            id=new_id(),
            person=person,
            secret=digest(secret),
            created_at=now,
            used_at=now,
            signed_in_at=now,
            methods=methods,
            idle_until=now + IDLE,
            ends_at=now + ABSOLUTE,
            client=client,
            device=device,
        )
        return session, secret

    @classmethod
    async def of_secret(cls, secret: str) -> Self | None:
        """The session that is still open for this secret."""
        found = await cls.get_or_none(secret=digest(secret))
        return found if found is not None and found.is_open() else None

    def is_open(self) -> bool:
        now = datetime.now(UTC)
        return self.ended_at is None and now < self.idle_until and now < self.ends_at


def digest(secret: str) -> str:
    """SHA-256 of a secret with 128 random bits or more: enough, for it cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()
