"""Signing in with address and password: one answer for all that is wrong, after the same work."""

from services.tenant_auth.people import password as passwords
from services.tenant_auth.people.person import Person, normal
from services.tenant_auth.sign_in import pace
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work


async def person_of(email: str, password: str, *, place: str, secret: str) -> Person | None:
    """The person, if the password is theirs; raises TooSoon. No connection is held while the hash is computed."""
    address = normal(email)
    await pace.count(address, place, secret)
    async with unit_of_work(HOUSE):
        person = await Person.with_email(address)
    await pace.count_account(address, person.id if person else None, place, secret)
    kept = person.password if person else None
    if not await passwords.is_right(kept, password) or person is None or kept is None:
        return None
    await pace.forgive(address, place, secret)
    if passwords.is_outdated(kept):
        fresh = await passwords.hashed(password)
        async with unit_of_work(HOUSE):
            await Person.filter(id=person.id, password=kept).update(password=fresh)
    return person
