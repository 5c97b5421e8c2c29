"""A person: an address that was confirmed, a name, a language, and the ways to sign in."""

from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

from tortoise import fields
from tortoise.exceptions import IntegrityError
from tortoise.models import Model

from shared.errors import Conflict, Missing
from shared.ids import new_id
from shared.phrase import phrase


class AddressTaken(Conflict):
    """Another person has confirmed this address."""

    def __init__(self) -> None:
        super().__init__(phrase("This address belongs to an account already."))


class Person(Model):
    """Read before a tenant is chosen, so it has none; it is touched by sign-in, account and member pages alone."""

    id: UUID = fields.UUIDField(primary_key=True)
    email = fields.CharField(254, unique=True)
    name = fields.CharField(200)
    locale = fields.CharField(20)
    password = fields.CharField(300, null=True)
    totp: bytes | None = fields.BinaryField(null=True)
    totp_since: datetime | None = fields.DatetimeField(null=True)
    totp_step = fields.BigIntField(default=0)
    created_at: datetime = fields.DatetimeField()
    closed_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "people"

    @classmethod
    async def join(cls, email: str, *, name: str, locale: str, password: str | None = None) -> Self:
        """A new person whose address was confirmed; `password` is a hash. Raises AddressTaken."""
        try:
            return await cls.create(
                id=new_id(),
                email=normal(email),
                name=name.strip(),
                locale=locale,
                password=password,
                created_at=datetime.now(UTC),
            )
        except IntegrityError:
            raise AddressTaken from None

    @classmethod
    async def with_email(cls, email: str) -> Self | None:
        """The person with this confirmed address, if there is one."""
        return await cls.get_or_none(email=normal(email), closed_at=None)

    @classmethod
    async def with_id(cls, person: UUID) -> Self:
        """The person; raises Missing."""
        found = await cls.get_or_none(id=person, closed_at=None)
        if found is None:
            raise Missing(phrase("There is no such person."))
        return found


def normal(email: str) -> str:
    """One form for each address. Local parts are compared without case: no mail server in use tells them apart."""
    return email.strip().lower()


async def names_of(people: list[UUID]) -> dict[UUID, str]:
    """The names of these people, for pages that resolve ids when they are read."""
    rows: list[Any] = await Person.filter(id__in=people).values_list("id", "name") if people else []
    return dict(rows)
