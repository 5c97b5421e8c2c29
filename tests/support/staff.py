"""Staff of a company of the test's own, looking at console pages of tenant_auth with tokens the tests make."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2
from starlette.applications import Starlette

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role, permissions_of
from services.tenant_auth.people.person import Person
from services.tenant_auth.settings import Settings
from services.tenant_auth.tenants.tenant import Profile, Tenant
from shared.events import TenantChanged
from shared.events.tenant_auth import State
from shared.ids import new_id
from shared.tenancy import profile
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.asking import asking, from_edge
from tests.support.signed_in import bearer


@dataclass(frozen=True, kw_only=True)
class Staff:
    """An owner in their company."""

    app: Starlette
    settings: Settings
    tenant: UUID
    slug: str
    member: Member
    name: str = "Ada Lovelace"

    def here(self, *roles: Role, **claims: Any) -> dict[str, str]:
        """What the edge sends for them in this company, with other roles if some are named."""
        held = permissions_of(roles or self.member.roles)
        said = {"sub": str(self.member.person), **claims}
        return from_edge(None) | bearer(self.settings, self.tenant, *held, slug=self.slug, **said)

    def nowhere(self, **claims: Any) -> dict[str, str]:
        """What the edge sends before a company is chosen."""
        return from_edge(None) | bearer(self.settings, None, **{"sub": str(self.member.person), **claims})

    async def colleague(self, name: str, *roles: Role) -> Member:
        """Another member."""
        async with unit_of_work(self.tenant):
            person = await Person.join(f"{new_id()}@acme.example", name=name, locale="en")
            return await Member.join(person.id, roles)


async def founded(app: Starlette, settings: Settings, name: str, state: State, person: UUID | None) -> Staff:
    """A company with one owner, which the service knows."""
    slug = f"{name.lower()}-{new_id().hex[-12:]}"
    given = {"name": name, "country": "FR", "locales": ["fr", "en"]}
    tenant = await Tenant.create_tenant(slug, given, None, domain=settings.domain)
    if state != "active":
        await (await Tenant.named(slug))._enter_state(state)
    async with unit_of_work(tenant):
        if person is None:
            person = (await Person.join(f"{new_id()}@acme.example", name="Ada Lovelace", locale="en")).id
        member = await Member.join(person, [Role.OWNER])
        known = await Profile.locked()
        await profile.copy(TenantChanged(revision=known.revision, profile=await known.public()))
    return Staff(app=app, settings=settings, tenant=tenant, slug=slug, member=member)


async def company_of(name: str, owner: Staff, state: State = "active", *, strangers: bool = False) -> Staff:
    """Another company, of the same owner or of a stranger."""
    return await founded(owner.app, owner.settings, name, state, None if strangers else owner.member.person)


@asynccontextmanager
async def staff_at(staff: Staff) -> AsyncIterator[httpx2.AsyncClient]:
    """A client on the app as the edge asks it."""
    async with asking(staff.app) as client:
        yield client
