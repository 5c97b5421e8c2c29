"""A passkey or an app that was added: the letter that tells of it can undo it for seven days."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.tenant_auth.account.warning import What, warn
from services.tenant_auth.passkeys.passkey import Passkey
from services.tenant_auth.people.person import Person
from services.tenant_auth.proofs.proof import LinkOver, Opened, Proof, Purpose
from services.tenant_auth.second_factor import second_factor
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from services.tenant_auth.sessions.ending import end_all
from shared import letters
from shared.settings import Installation


async def tell_of_passkey(person: Person, passkey: Passkey, settings: Installation) -> None:
    """Write that this passkey was added, with the link that removes it and no other."""
    await _tell(person, "passkey-added", settings, passkey=str(passkey.id))


async def tell_of_app(person: Person, settings: Installation) -> None:
    """Write that the app was added; one set up later is another one, which this link does not remove."""
    assert person.totp_since is not None  # noqa: S101  it was confirmed just now
    await _tell(person, "app-added", settings, app=person.totp_since.isoformat())


async def look(token: str) -> Passkey | None:
    """The passkey that the link removes, or None for the app; raises LinkOver."""
    opened = await Proof.look(token, Purpose.NEW_FACTOR)
    assert opened.person is not None  # noqa: S101  made for a person
    return await _named(opened, await Person.with_id(opened.person))


async def undo(token: str, settings: Installation) -> None:
    """Remove what was added: the thief is out at once, and only a letter leads back in.

    The password goes too: who knows it could add the next passkey before there is another one. Factors besides the
    one that the letter names stay and are asked for.
    """
    opened = await Proof.use(token, Purpose.NEW_FACTOR)
    assert opened.person is not None  # noqa: S101  made for a person
    person = await second_factor.locked(opened.person)
    passkey = await _named(opened, person)
    since = passkey.created_at if passkey else person.totp_since
    assert since is not None  # noqa: S101  an app that was named holds
    if passkey:
        await passkey.delete()
    else:
        await second_factor.remove_app(person)
    await RecoveryCode.drop(person.id, since=since if await second_factor.needed(person) else None)
    person.password = None
    await person.save(update_fields=["password"])
    for purpose in (Purpose.SECOND_FACTOR, Purpose.NEW_ADDRESS):
        await Proof.call_back(purpose, person=person.id)
    await end_all(person.id)
    await letters.write(
        to=person.email,
        template="tenant_auth/account/mail/factor_undone",
        locale=person.locale,
        passkey=passkey is not None,
        url=f"{settings.issuer}/recovery",
    )


async def _tell(person: Person, what: What, settings: Installation, **named: Any) -> None:
    token = await Proof.make(Purpose.NEW_FACTOR, person=person.id, email=person.email, **named)
    await warn(person, what, settings, undo=f"{settings.issuer}/account/undoing/{token}")


async def _named(opened: Opened, person: Person) -> Passkey | None:
    """What the letter told of, if it still stands; a mailbox that the account has left behind removes nothing."""
    if person.email != opened.data["email"]:
        raise LinkOver
    if "app" in opened.data:
        if person.totp_since != datetime.fromisoformat(opened.data["app"]):
            raise LinkOver
        return None
    passkey = await Passkey.get_or_none(id=UUID(opened.data["passkey"]), person=person.id)
    if passkey is None:
        raise LinkOver
    return passkey
