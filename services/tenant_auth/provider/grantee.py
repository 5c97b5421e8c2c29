"""Whom a token speaks for: a person in a session, perhaps in one tenant, or a tenant's machine."""

from dataclasses import dataclass
from typing import Any, Self

from services.tenant_auth.members.member import Member
from services.tenant_auth.people.person import Person
from services.tenant_auth.provider.client import Client
from services.tenant_auth.provider.family import Family
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.settings import Settings
from services.tenant_auth.tenants.tenant import Tenant

ONE_FACTOR, TWO_FACTORS = "aal1", "aal2"
_ALONE = {"user", "mfa"}
_SECOND = {"otp", "rcv"}


@dataclass(frozen=True)
class Grantee:
    """A person who signed in, and is who they are as long as the session is open."""

    person: Person
    session: Session

    @classmethod
    async def of(cls, session_id: object, settings: Settings) -> Self | None:
        """None where the session is over or the person gone, or where one factor opened it and two are needed."""
        session = await Session.get_or_none(id=session_id)
        if session is None or not session.is_open():
            return None
        if settings.two_factors and level(session.methods) == ONE_FACTOR:
            return None
        person = await Person.get_or_none(id=session.person, closed_at=None)
        return cls(person, session) if person is not None else None

    def authentication(self) -> dict[str, Any]:
        """When and how the person signed in, as tokens say it (RFC 8176; NIST SP 800-63B for the level)."""
        return {
            "auth_time": int(self.session.signed_in_at.timestamp()),
            "acr": level(self.session.methods),
            "amr": self.session.methods,
            "sid": str(self.session.id),
        }

    async def claims(self, family: Family, tenant: Tenant | None) -> dict[str, Any] | None:
        """The access token's; None where the person is no member of the tenant."""
        said: dict[str, Any] = {
            "kind": "person",
            "name": self.person.name,
            "locale": self.person.locale,
            "scope": family.scope,
            "family": str(family.id),
            "permissions": [],
            **self.authentication(),
        }
        if tenant is None:
            return said
        member = await Member.of(self.person.id)
        if member is None:
            return None
        return {**said, "tenant": str(tenant.id), "slug": tenant.slug, "permissions": sorted(member.permissions)}


def level(methods: list[str]) -> str:
    """Two factors: a passkey that verified its user, or a password and a code."""
    both = _ALONE & set(methods) or ("pwd" in methods and _SECOND & set(methods))
    return TWO_FACTORS if both else ONE_FACTOR


async def machine_claims(client: Client, permissions: list[str]) -> dict[str, Any]:
    """The access token's of a machine, which belongs to one tenant."""
    tenant = await Tenant.get(id=client.tenant)
    return {
        "kind": "client",
        "name": client.name,
        "scope": " ".join(permissions),
        "permissions": permissions,
        "tenant": str(tenant.id),
        "slug": tenant.slug,
    }
