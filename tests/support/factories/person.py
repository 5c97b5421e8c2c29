"""People as `tenant_auth` knows them: Ada, who has confirmed her address."""

from services.tenant_auth.people.password import hashed
from services.tenant_auth.people.person import Person
from shared.ids import new_id
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work

_hashes: dict[str, str] = {}
PASSWORD = "difference engine no. 2 of london"


def fresh_address(name: str = "ada") -> str:
    """No two tests share a database row, so no two share an address."""
    return f"{name}-{new_id().hex[-12:]}@acme.example"


async def person(*, name: str = "Ada Lovelace", email: str | None = None, password: str | None = None) -> Person:
    """Somebody with an account; with a password only if one is given, for hashing takes its time."""
    if password and password not in _hashes:
        _hashes[password] = await hashed(password)
    async with unit_of_work(HOUSE):
        kept = _hashes[password] if password else None
        return await Person.join(email or fresh_address(), name=name, locale="en", password=kept)
