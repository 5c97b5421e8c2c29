"""A sign-in for each company of the demonstration, in development alone: its password lies in the data folder."""

import json
import os
import secrets
from pathlib import Path

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from services.tenant_auth.people.password import hashed
from services.tenant_auth.people.person import Person
from services.tenant_auth.tenants.tenant import Tenant
from shared.errors import Denied
from shared.settings import Installation
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work

FILE = "demo-owners.json"


class NotInProduction(Denied):
    """A known password is an open door."""

    def __init__(self) -> None:
        super().__init__("Sign-ins of the demonstration exist in development only.")


async def make(tenant: Tenant, settings: Installation, *, locale: str) -> None:
    """Let owner@<slug>.example in, once; what they change of themselves afterwards stays."""
    known, email = owners(settings), f"owner@{tenant.slug}.example"
    if email in known:
        return
    password = secrets.token_urlsafe(12)
    kept = await hashed(password)
    async with unit_of_work(HOUSE):
        person = await Person.with_email(email)
        if person is None:
            person = await Person.join(email, name=f"Owner of {tenant.name}", locale=locale)
        person.password = kept
        await person.save(update_fields=["password"])
    async with unit_of_work(tenant.id):
        if await Member.of(person.id) is None:
            await Member.join(person.id, [Role.OWNER])
    _write(settings.data / FILE, {**known, email: password})


def owners(settings: Installation) -> dict[str, str]:
    """Passwords by address; raises NotInProduction."""
    if not settings.development:
        raise NotInProduction
    return read(settings.data)


def read(data: Path) -> dict[str, str]:
    """What lies in a data folder."""
    try:
        found: dict[str, str] = json.loads((data / FILE).read_text())
    except FileNotFoundError:
        return {}
    return found


def _write(file: Path, known: dict[str, str]) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        json.dump(known, handle, indent=1)
    draft.replace(file)
