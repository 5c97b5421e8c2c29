"""Who does something here: a person of staff, the operator on the command line, or the system itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self
from uuid import UUID

from services.policy_hosting.permissions import Permission
from shared import clock
from shared.access.session import Caller
from shared.bus import outbox
from shared.errors import Denied, Invalid, Problem
from shared.events import ActRecorded
from shared.phrase import phrase


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts, what they may do, and the second person who agrees, where there is one."""

    kind: Literal["person", "client", "operator", "system"]
    name: str  # as the version's own record keeps it; it never travels
    id: UUID | None = None
    permissions: frozenset[str] = frozenset()
    second: str | None = None
    alone: bool = False  # the tenant has nobody else who could agree
    session: UUID | None = None

    @classmethod
    def operator(cls, by: str = "operator", second: str | None = None, *, alone: bool = False) -> Self:
        """Whoever runs the installation, for the person they name."""
        return cls(
            kind="operator",
            name=by.strip() or "operator",
            second=(second or "").strip() or None,
            alone=alone,
            permissions=frozenset(Permission),
        )

    @classmethod
    def caller(cls, caller: Caller) -> Self:
        """A member or an API client, as their token says."""
        return cls(
            kind="client" if caller.kind == "client" else "person",
            name=caller.name,
            id=caller.actor,
            permissions=caller.permissions,
            session=caller.session,
        )

    @classmethod
    def system(cls) -> Self:
        """The system: a timer that runs out."""
        return cls(kind="system", name="system", permissions=frozenset({Permission.PUBLISH}))

    def need(self, permission: Permission) -> None:
        """Refuse who does not hold it."""
        if permission not in self.permissions:
            raise Denied(phrase("This needs the permission {permission}.", permission=str(permission)))

    def need_second(self) -> None:
        """Refuse who has not found a second person, unless there is none (four eyes: decision 10)."""
        if self.kind == "operator" and self.name == "operator":
            raise Invalid("by: name the person who decides this", problems=[Problem("by", "name the person")])
        if self.second is None and not self.alone:
            reason = phrase("a second person has to agree; name them")
            raise Invalid(f"second: {reason}", problems=[Problem("second", reason)])
        if self.second is not None and self.second.casefold() == self.name.casefold():
            reason = phrase("the second person is the first one")
            raise Invalid(f"second: {reason}", problems=[Problem("second", reason)])

    async def acted(self, permission: Permission, thing: str, thing_id: UUID, changed: Sequence[str] = ()) -> None:
        """Say for the audit log that a permission was used."""
        await outbox.record(
            ActRecorded(
                service="policy_hosting",
                act=permission,
                actor_kind=self.kind,
                actor=self.id,
                thing=thing,
                thing_id=thing_id,
                at=clock.now(),
                fields=tuple(changed),
                session=self.session,
            ),
            aggregate=thing_id,
        )
