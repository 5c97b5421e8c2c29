"""A passkey: a key on a person's device, which asks for their finger or code itself, so it is two factors at once."""

from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from services.tenant_auth.passkeys import ceremony
from services.tenant_auth.passkeys.ceremony import NoPasskey, Party
from services.tenant_auth.people.person import Person
from shared.errors import Conflict, Missing
from shared.ids import new_id
from shared.logs import log
from shared.phrase import phrase

MOST = 20
METHODS = ["hwk", "user", "mfa"]
"""What signing in with one counts as (RFC 8176)."""


class TooManyPasskeys(Conflict):
    """Nobody has so many devices."""

    def __init__(self) -> None:
        super().__init__(phrase("You have {most} passkeys. Remove one before you add another.", most=MOST))


class LastWayIn(Conflict):
    """Without it the person could not sign in any more."""

    def __init__(self) -> None:
        super().__init__(phrase("This is your only way to sign in. Set a password or add another passkey first."))


class Passkey(Model):
    """A person's, who signs in before a tenant is chosen; the private key never leaves the device."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: UUID = fields.UUIDField()
    credential: bytes = fields.BinaryField()
    public_key: bytes = fields.BinaryField()
    sign_count = fields.BigIntField()
    name = fields.CharField(100)
    transports: Any = fields.JSONField()
    created_at: datetime = fields.DatetimeField()
    used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "passkeys"

    @classmethod
    async def of(cls, person: UUID) -> list[Self]:
        """The person's passkeys, the oldest first."""
        return await cls.filter(person=person).order_by("created_at")

    @classmethod
    async def add(cls, person: UUID, party: Party, challenge: bytes, answer: Any, *, name: str) -> Self:
        """Keep the passkey a browser has made for this person; raises NoPasskey."""
        made = ceremony.made(party, challenge, answer)
        if await cls.filter(person=person).count() >= MOST:
            raise TooManyPasskeys
        if await cls.filter(credential=made.credential).exists():  # WebAuthn, 7.1 step 26: never one key for two
            raise NoPasskey
        return await cls.create(
            id=new_id(),
            person=person,
            credential=made.credential,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=name,
            transports=made.transports,
            created_at=datetime.now(UTC),
        )

    @classmethod
    async def sign_in(cls, party: Party, challenge: bytes, answer: Any) -> Person:
        """Whose passkey answered; raises NoPasskey, the same for every reason."""
        credential, said = ceremony.credential_of(answer)
        passkey = await cls.filter(credential=credential).select_for_update().first()
        if passkey is None or passkey.person.bytes != said:
            raise NoPasskey
        count = passkey.sign_count
        try:
            passkey.sign_count = ceremony.proven(
                party, challenge, answer, public_key=passkey.public_key, sign_count=count
            )
        except NoPasskey:
            log.warning("passkey refused", passkey=str(passkey.id))
            raise
        passkey.used_at = datetime.now(UTC)
        await passkey.save(update_fields=["sign_count", "used_at"])
        person = await Person.get_or_none(id=passkey.person, closed_at=None)
        if person is None:
            raise NoPasskey
        return person

    @classmethod
    async def remove(cls, person: Person, passkey: UUID) -> None:
        """Remove one, but not the last way to sign in. The caller holds the person's row."""
        found = await cls.get_or_none(id=passkey, person=person.id)
        if found is None:
            raise Missing(phrase("There is no such passkey."))
        if person.password is None and await cls.filter(person=person.id).count() == 1:
            raise LastWayIn
        await found.delete()

    @classmethod
    async def rename(cls, person: UUID, passkey: UUID, name: str) -> None:
        """Give one another name."""
        if not await cls.filter(id=passkey, person=person).update(name=name):
            raise Missing(phrase("There is no such passkey."))
