"""Who is asking: nobody until a token says otherwise."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Caller:
    """The one behind a request: a person or a client with permissions in one tenant, or nobody.

    `tenant` is None where a person has not chosen one yet; then there are no permissions either.
    """

    kind: Literal["nobody", "person", "client"] = "nobody"
    actor: UUID | None = None
    name: str = ""
    tenant: UUID | None = None
    slug: str = ""
    permissions: frozenset[str] = frozenset()
    session: UUID | None = None
    client: str = ""
    signed_in_at: datetime | None = None
    locale: str = ""
    issued_at: float = 0.0  # seconds since 1970, with fractions

    @property
    def signed_in(self) -> bool:
        return self.actor is not None

    def can(self, permission: str) -> bool:
        """Whether the caller holds this permission in the tenant."""
        return permission in self.permissions


NOBODY = Caller()
