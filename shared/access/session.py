"""Who is asking: nobody until a token says otherwise (sign-in is `tenant_auth`'s)."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Caller:
    """The one behind a request: a person or a client with permissions in one tenant, or nobody."""

    tenant: UUID | None = None
    actor: UUID | None = None
    permissions: frozenset[str] = frozenset()

    @property
    def signed_in(self) -> bool:
        return self.actor is not None


NOBODY = Caller()
