"""A change of address: the new one confirms it, the old one is told and can take the account back for seven days."""

from datetime import datetime
from uuid import UUID

from tortoise.exceptions import IntegrityError

from services.tenant_auth.passkeys.passkey import Passkey
from services.tenant_auth.people.person import AddressTaken, Person, normal
from services.tenant_auth.proofs.proof import LinkOver, Opened, Proof, Purpose
from services.tenant_auth.second_factor import second_factor
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from services.tenant_auth.sessions.ending import end_all
from shared import letters
from shared.errors import Conflict
from shared.phrase import phrase
from shared.settings import Installation


class SameAddress(Conflict):
    """Nothing would change."""

    def __init__(self) -> None:
        super().__init__(phrase("This is your address already."))


async def ask(person: Person, email: str, settings: Installation, *, since: datetime) -> None:
    """Write to the new address; whether it belongs to somebody is told to that somebody alone.

    `since` is when the session that asks began: should a thief sit in it, what they set before they asked goes too.
    """
    if normal(email) == person.email:
        raise SameAddress
    await Proof.call_back(Purpose.NEW_ADDRESS, person=person.id)
    known = await Person.with_email(email)
    if known is not None:
        await Proof.make(Purpose.NOTHING)
        await letters.write(
            to=known.email,
            template="tenant_auth/account/mail/address_taken",
            locale=known.locale,
            sign_in_url=f"{settings.issuer}/sign-in",
        )
        return
    token = await Proof.make(
        Purpose.NEW_ADDRESS, person=person.id, email=normal(email), before=person.email, since=since.isoformat()
    )
    await letters.write(
        to=normal(email),
        template="tenant_auth/account/mail/new_address",
        locale=person.locale,
        url=f"{settings.issuer}/account/email/{token}",
    )


async def look(token: str, by: UUID) -> None:
    """Whether the link works for who is signed in; raises LinkOver.

    Nobody else may use it: a stranger could have asked for the reader's address, and would then share their account.
    """
    if (await Proof.look(token, Purpose.NEW_ADDRESS)).person != by:
        raise LinkOver


async def confirm(token: str, by: UUID, settings: Installation) -> Person:
    """The new address has shown itself; raises LinkOver, or AddressTaken where somebody was faster."""
    await look(token, by)
    opened = await Proof.use(token, Purpose.NEW_ADDRESS)
    person = await _owner(opened)
    before = person.email
    if before != opened.data["before"]:  # it was changed or taken back in the meantime
        raise LinkOver
    person.email = opened.data["email"]
    try:
        await person.save(update_fields=["email"])
    except IntegrityError:
        raise AddressTaken from None
    await Proof.call_back(Purpose.RECOVERY, person=person.id)  # they went to the address that is left behind
    back = await Proof.make(
        Purpose.OLD_ADDRESS, person=person.id, email=before, since=opened.data["since"], now=person.email
    )
    await letters.write(
        to=before,
        template="tenant_auth/account/mail/address_changed",
        locale=person.locale,
        url=f"{settings.issuer}/account/return/{back}",
    )
    return person


async def take_back(token: str, settings: Installation) -> Person:
    """The old address undoes the change: what a thief may have set since is gone, and only a letter leads back in.

    Factors from before the change stay and are asked for, so the mailbox alone opens nothing.
    """
    opened = await Proof.use(token, Purpose.OLD_ADDRESS)
    person = await _owner(opened)
    since = datetime.fromisoformat(opened.data["since"])
    person.email, person.password = opened.data["email"], None
    try:
        await person.save(update_fields=["email", "password"])
    except IntegrityError:
        raise AddressTaken from None
    await Passkey.filter(person=person.id, created_at__gte=since).delete()
    if person.totp_since is not None and person.totp_since >= since:
        await second_factor.remove_app(person)
    if not await second_factor.needed(person):
        await RecoveryCode.filter(person=person.id).delete()
    for purpose in (Purpose.NEW_ADDRESS, Purpose.RECOVERY, Purpose.SECOND_FACTOR, Purpose.OLD_ADDRESS):
        await Proof.call_back(purpose, person=person.id)
    await end_all(person.id)
    token = await Proof.make(Purpose.RECOVERY, person=person.id)
    await letters.write(
        to=person.email,
        template="tenant_auth/account/mail/address_back",
        locale=person.locale,
        url=f"{settings.issuer}/recovery/{token}",
    )
    return person


async def _owner(opened: Opened) -> Person:
    assert opened.person is not None  # noqa: S101  both kinds of link are made for a person
    return await second_factor.locked(opened.person)
