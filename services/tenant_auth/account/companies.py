"""The companies a person belongs to, as their account lists them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.tenant_auth.members.member import Member, tenants_of
from services.tenant_auth.people.person import Person
from services.tenant_auth.tenants.tenant import Tenant
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work


@dataclass(frozen=True)
class Company:
    """One line."""

    slug: str
    name: str
    roles: tuple[str, ...]
    joined: date


async def known_words(person: Person) -> list[str]:
    """What no password of this person may be made of; wants `unit_of_work(HOUSE)`."""
    tenants = await Tenant.filter(id__in=await tenants_of(person.id))
    return [person.name, person.email, *(word for tenant in tenants for word in (tenant.slug, tenant.name or ""))]


async def companies_of(person: UUID) -> list[Company]:
    """Those where the person is a member today, by name; each is asked for itself."""
    async with unit_of_work(HOUSE):
        known = {tenant.id: tenant for tenant in await Tenant.filter(id__in=await tenants_of(person))}
    found = []
    for tenant, directory in known.items():
        async with unit_of_work(tenant):
            member = await Member.of(person)
        if member is not None:
            found.append(
                Company(
                    slug=directory.slug,
                    name=directory.name or directory.slug,
                    roles=tuple(member.roles),
                    joined=member.joined_at.date(),
                )
            )
    return sorted(found, key=lambda each: each.name.casefold())
