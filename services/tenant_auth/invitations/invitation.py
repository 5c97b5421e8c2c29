"""An invitation: an address, the roles it will have, and the one who gave them; good once, for seven days."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from tortoise import fields

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import PERMISSIONS, Role
from services.tenant_auth.people.person import Person, normal
from services.tenant_auth.proofs.proof import LASTING, LinkOver, Purpose
from shared.errors import Conflict, Denied
from shared.ids import new_id
from shared.keys import Keys, keys_of
from shared.phrase import phrase
from shared.tenancy import current
from shared.tenancy.backend import active
from shared.tenancy.model import TenantModel

KEPT = timedelta(days=90)
"""How long an invitation that is over can be seen and sent again."""


class NotForYou(Denied):
    """Whoever opens a forwarded letter is told for whom it was, but not so that they could write there."""

    code = "not-for-you"

    def __init__(self, email: str) -> None:
        super().__init__(
            phrase(
                "This invitation is for {address}. Sign in with that address, or ask for an invitation to yours.",
                address=masked(email),
            )
        )


class AlreadyMember(Conflict):
    """There is nothing to accept."""

    code = "already-member"

    def __init__(self) -> None:
        super().__init__(phrase("This person is a member already."))


class Invitation(TenantModel):
    """The address lies sealed; `blind` finds it again."""

    email: bytes = fields.BinaryField()
    blind = fields.CharField(64)
    roles: Any = fields.JSONField()
    ends_on: date | None = fields.DateField(null=True)
    invited_by: UUID = fields.UUIDField()
    created_at: datetime = fields.DatetimeField()
    expires_at: datetime = fields.DatetimeField()
    accepted_at: datetime | None = fields.DatetimeField(null=True)
    revoked_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "invitations"

    @classmethod
    async def write(cls, email: str, roles: Iterable[Role], ends_on: date | None, *, by: UUID) -> Self:
        """A new invitation in the running unit of work's company; an open one to the same address is revoked.

        Those long over are swept out by the way: they hold addresses of people who may never have come.
        """
        now, tenant, identity = datetime.now(UTC), current.tenant(), new_id()
        blind = _keys().blind(tenant, "invitation address", normal(email))
        known = await Person.with_email(email)
        if known is not None and await Member.of(known.id) is not None:
            raise AlreadyMember
        await cls.filter(expires_at__lt=now - KEPT).delete()
        await cls.filter(blind=blind, accepted_at=None, revoked_at=None).update(revoked_at=now)
        return await cls.create(
            id=identity,
            email=_keys().seal(tenant, f"invitation {identity}", normal(email).encode()),
            blind=blind,
            roles=sorted(set(roles)),
            ends_on=ends_on,
            invited_by=by,
            created_at=now,
            expires_at=now + LASTING[Purpose.INVITATION],
        )

    @classmethod
    async def open_ones(cls) -> list[Self]:
        """Those that can still be accepted or sent again, the newest first."""
        return await cls.filter(accepted_at=None, revoked_at=None).order_by("-created_at").limit(200)

    @classmethod
    async def held(cls, invitation: UUID) -> Self:
        """One that can still be accepted, its row held; raises LinkOver."""
        now = datetime.now(UTC)
        found = (
            await cls.filter(id=invitation, accepted_at=None, revoked_at=None, expires_at__gt=now)
            .select_for_update()
            .first()
        )
        if found is None or not await found.is_vouched_for():
            raise LinkOver
        return found

    async def accept(self, person: Person) -> Member:
        """Make the person a member; raises NotForYou for another address. The caller holds the row."""
        if person.email != self.address:
            raise NotForYou(self.address)
        if await Member.of(person.id) is not None:
            raise AlreadyMember
        self.accepted_at = datetime.now(UTC)
        await self.save(update_fields=["accepted_at"])
        return await Member.join(person.id, [Role(role) for role in self.roles], ends_on=self.ends_on)

    async def is_vouched_for(self) -> bool:
        """Whether who gave the roles is still a member who may give them."""
        inviter = await Member.of(self.invited_by)
        may = inviter.permissions if inviter else frozenset()
        return all(role in set(Role) and PERMISSIONS[Role(role)] <= may for role in self.roles)

    @property
    def address(self) -> str:
        """Whom it is for."""
        return _keys().open(self.tenant_id, f"invitation {self.id}", self.email).decode()

    @property
    def over(self) -> bool:
        """Whether its time has run out."""
        return self.expires_at <= datetime.now(UTC)


def masked(email: str) -> str:
    """`g•••@g•••.example`: enough for the one who knows the address, too little for who does not."""
    local, _, domain = email.partition("@")
    host, _, top = domain.rpartition(".")
    return f"{local[:1]}•••@{host[:1]}•••.{top}"


def _keys() -> Keys:
    settings = active().settings
    if settings is None:
        raise RuntimeError("this database was opened without settings")
    return keys_of(settings)
