"""The cast of journeys in a running house: companies and their people, laid out behind the pages' back."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from services.tenant_auth.people.password import hashed
from services.tenant_auth.people.person import Person
from services.tenant_auth.settings import Settings
from services.tenant_auth.tenants.tenant import Tenant
from shared.tenancy.backend import open_database
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.system import System

PASSWORD = "correct horse battery staple 9"


@dataclass(frozen=True)
class Staff:
    """Someone who can sign in with the one password of all tests."""

    email: str
    name: str
    slug: str


def staffed(system: System, slug: str, name: str, roles: Iterable[Role] = (Role.OWNER,)) -> Staff:
    """A company whose member this is, both made as the sign-up makes them; the company stands already or is made."""
    email = f"{name.partition(' ')[0].lower()}@{slug}.example"
    with ThreadPoolExecutor(1) as thread:  # the browser's loop may be running in this one
        thread.submit(lambda: asyncio.run(_lay_out(system, slug, email, name, list(roles)))).result()
    return Staff(email, name, slug)


async def _lay_out(system: System, slug: str, email: str, name: str, roles: list[Role]) -> None:
    settings = system.settings(Settings, "tenant_auth")
    async with open_database("tenant_auth", settings) as database:
        with database.activate():
            if slug not in {each.slug for each in await Tenant.everyone()}:
                given = {"name": slug.title(), "country": "FR", "locales": ["en", "fr"]}
                await Tenant.create_tenant(slug, given, None, domain=settings.domain)
            tenant = await Tenant.named(slug)
            async with unit_of_work(tenant.id):
                person = await Person.with_email(email) or await Person.join(
                    email, name=name, locale="en", password=await hashed(PASSWORD)
                )
                await Member.join(person.id, roles)
