"""Recovery codes: ten, shown once, kept as hashes, each good for one sign-in when the device is lost."""

import hmac
import secrets
from datetime import UTC, datetime
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from services.tenant_auth.sessions.session import digest
from shared.ids import new_id

HOW_MANY = 10
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
_GROUPS, _LENGTH = 5, 5  # 25 of 31 signs: 123 bits; from 112 on a plain hash is enough (OWASP ASVS 5.0, 6.5.2)


class RecoveryCode(Model):
    """A person's, who signs in before a tenant is chosen."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: UUID = fields.UUIDField()
    digest = fields.CharField(64)
    used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "recovery_codes"

    @classmethod
    async def renew(cls, person: UUID) -> list[str]:
        """Ten new codes; those before hold no longer."""
        codes = [_code() for _ in range(HOW_MANY)]
        await cls.filter(person=person).delete()
        await cls.bulk_create([cls(id=new_id(), person=person, digest=digest(_plain(code))) for code in codes])
        return codes

    @classmethod
    async def use(cls, person: UUID, typed: str) -> bool:
        """Use one up; False for a wrong or used one. Of two at once one wins."""
        looked_for = digest(_plain(typed))
        for code in await cls.filter(person=person, used_at=None).select_for_update():
            if hmac.compare_digest(code.digest, looked_for):
                code.used_at = datetime.now(UTC)
                await code.save(update_fields=["used_at"])
                return True
        return False

    @classmethod
    async def drop(cls, person: UUID, *, since: datetime | None) -> None:
        """Those made since then, or all of them, open nothing more; their ids say when they were made."""
        rows = cls.filter(person=person)
        await (rows.filter(id__gte=_first_id(since)) if since else rows).delete()

    @classmethod
    async def left(cls, person: UUID) -> int:
        """How many can still be used."""
        return await cls.filter(person=person, used_at=None).count()


def _first_id(moment: datetime) -> UUID:
    """No id made in this millisecond or later sorts before it (RFC 9562, 5.7)."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def _code() -> str:
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)) for _ in range(_GROUPS))


def _plain(typed: str) -> str:
    """What counts of it: people type spaces, capitals and no hyphens."""
    return "".join(sign for sign in typed.lower() if sign in _SIGNS)
