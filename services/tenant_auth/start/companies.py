"""The companies of a person: which there are, in what state, and what one is there."""

from dataclasses import dataclass
from uuid import UUID

from services.tenant_auth.members.member import Member, Membership
from services.tenant_auth.tenants.tenant import Tenant
from shared.tenancy.unit_of_work import system_work, unit_of_work


@dataclass(frozen=True, kw_only=True)
class Company:
    """One line of the list."""

    slug: str
    name: str
    state: str
    roles: tuple[str, ...]


async def companies_of(person: UUID) -> list[Company]:
    """By name; where the last day is over, the company is not among them."""
    async with system_work("a person chooses a company before one is known"):
        ids = [each.tenant for each in await Membership.filter(person=person)]
        tenants = await Tenant.filter(id__in=ids) if ids else []
    found = []
    for tenant in tenants:
        async with unit_of_work(tenant.id):
            member = await Member.of(person)
        if member is not None:
            name = tenant.name or tenant.slug
            found.append(Company(slug=tenant.slug, name=name, state=tenant.state, roles=tuple(member.roles)))
    return sorted(found, key=lambda company: company.name.casefold())
