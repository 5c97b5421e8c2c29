"""Whether a password is enough, and what else will do: a code of the person's app, once, or a recovery code."""

from datetime import UTC, datetime
from uuid import UUID

from services.tenant_auth.passkeys.passkey import Passkey
from services.tenant_auth.people.person import Person
from services.tenant_auth.people.sealed import seal, unseal
from services.tenant_auth.second_factor import totp
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from shared.errors import Conflict, Invalid, Missing, Problem
from shared.phrase import phrase
from shared.web.rate_limit import Limit

CODES = Limit("second factor", hits=6, seconds=300, closed=True)
CODES_OF_A_DAY = Limit("second factor of a day", hits=50, seconds=86400, closed=True)
"""Per person: three of a million codes hold at a time, so six tries in five minutes would find one within months.

Recovery codes cannot be guessed; they are taken at the first pace all day long, so nobody is locked out.
"""


class WrongCode(Invalid):
    """Wrong, old, or used before; which of them is nobody's business."""

    def __init__(self) -> None:
        reason = phrase("This code is not right. Wait for the next one, then try again.")
        super().__init__(reason, problems=[Problem("code", reason)])


class NotStarted(Conflict):
    """Nothing waits to be confirmed."""

    def __init__(self) -> None:
        super().__init__(phrase("Begin again: there is no app waiting to be confirmed."))


async def needed(person: Person) -> bool:
    """Whether the person set up more than a password. Passkeys count: a found-out password does not go past them."""
    return person.totp_since is not None or await Passkey.filter(person=person.id).exists()


async def check(person: UUID, typed: str) -> str:
    """Use up a code; answers how it is named in a session (RFC 8176 has "otp"). Raises WrongCode."""
    held = await locked(person)
    if held.totp is not None and held.totp_since is not None:
        step = totp.step_of(_opened(held), typed, held.totp_step)
        if step is not None:
            held.totp_step = step
            await held.save(update_fields=["totp_step"])
            return "otp"
    if await RecoveryCode.use(person, typed):
        return "rcv"
    raise WrongCode


async def begin(person: Person) -> str:
    """Keep a fresh secret that holds once a first code has shown that the app has it; answers the secret."""
    if person.totp_since is not None:
        raise Conflict(phrase("You have an app already. Remove it first."))
    secret = totp.new_secret()
    person.totp = seal(f"totp {person.id}", secret.encode())
    await person.save(update_fields=["totp"])
    return secret


async def pending(person: Person) -> str:
    """The secret that waits for its first code; raises NotStarted."""
    if person.totp is None or person.totp_since is not None:
        raise NotStarted
    return _opened(person)


async def confirm(person: Person, typed: str) -> None:
    """The app has shown a code, so from now on it is asked for; raises WrongCode. The caller holds the row."""
    step = totp.step_of(await pending(person), typed, person.totp_step)
    if step is None:
        raise WrongCode
    person.totp_since, person.totp_step = datetime.now(UTC), step
    await person.save(update_fields=["totp_since", "totp_step"])


async def remove_app(person: Person) -> None:
    """Ask for codes no longer; a code used once stays used, should the same app come back."""
    person.totp = person.totp_since = None
    await person.save(update_fields=["totp", "totp_since"])
    if not await needed(person):
        await RecoveryCode.filter(person=person.id).delete()


async def reset(person: UUID) -> None:
    """Take everything but the password away: the operator's way out for somebody who has lost all of it."""
    held = await locked(person)
    await Passkey.filter(person=person).delete()
    await RecoveryCode.filter(person=person).delete()
    await remove_app(held)


async def first_codes(person: UUID) -> list[str]:
    """Recovery codes for somebody who has none yet, to be shown once; none for who has some."""
    return [] if await RecoveryCode.filter(person=person).exists() else await RecoveryCode.renew(person)


async def locked(person: UUID) -> Person:
    """The person's row, held until the unit of work ends."""
    found = await Person.filter(id=person, closed_at=None).select_for_update().first()
    if found is None:
        raise Missing(phrase("There is no such person."))
    return found


def _opened(person: Person) -> str:
    assert person.totp is not None  # noqa: S101  both callers looked, told the type checker
    return unseal(f"totp {person.id}", person.totp).decode()
