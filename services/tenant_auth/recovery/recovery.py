"""Setting a new password by a letter: everybody is signed out, and the second factor is asked for as ever."""

from services.tenant_auth.account.warning import warn
from services.tenant_auth.people.person import Person
from services.tenant_auth.proofs.proof import Proof, Purpose
from services.tenant_auth.second_factor import second_factor
from services.tenant_auth.sessions.ending import end_all
from services.tenant_auth.sign_up.asking import may_write
from shared import letters
from shared.settings import Installation
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work


async def ask(email: str, locale: str, settings: Installation) -> None:
    """A letter to the account's address, or one that says there is no account: the same work for both."""
    if not await may_write("recovery", email, settings):
        return
    async with unit_of_work(HOUSE):
        person = await Person.with_email(email)
        if person is None:
            await Proof.make(Purpose.NOTHING)
            await letters.write(
                to=email,
                template="tenant_auth/recovery/mail/unknown",
                locale=locale,
                url=f"{settings.issuer}/sign-up",
            )
        else:
            token = await Proof.make(Purpose.RECOVERY, person=person.id)
            await letters.write(
                to=person.email,
                template="tenant_auth/recovery/mail/link",
                locale=person.locale,
                url=f"{settings.issuer}/recovery/{token}",
            )


async def look(token: str) -> Person:
    """Whose link it is; raises LinkOver. Wants `unit_of_work(HOUSE)`."""
    opened = await Proof.look(token, Purpose.RECOVERY)
    assert opened.person is not None  # noqa: S101  made for a person
    return await Person.with_id(opened.person)


async def set_password(token: str, hashed: str, settings: Installation) -> None:
    """Keep the new password; sessions, other links and half-finished sign-ins end. Passkeys, app and codes stay."""
    opened = await Proof.use(token, Purpose.RECOVERY)
    assert opened.person is not None  # noqa: S101  made for a person
    person = await second_factor.locked(opened.person)
    person.password = hashed
    await person.save(update_fields=["password"])
    for purpose in (Purpose.RECOVERY, Purpose.SECOND_FACTOR, Purpose.NEW_ADDRESS):
        await Proof.call_back(purpose, person=person.id)
    await end_all(person.id)
    await warn(person, "password-recovered", settings)
