"""Asking to sign up: one answer and one amount of work, whether the address is known or not."""

from services.tenant_auth.people.person import Person
from services.tenant_auth.proofs.proof import Proof, Purpose
from shared import letters
from shared.settings import Installation
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web import rate_limit
from shared.web.rate_limit import Limit, TooMany

LETTERS = Limit("letters to one address", hits=5, seconds=3600)
"""More than these are not written, and nobody is told: the first ones arrived."""


async def ask(email: str, locale: str, settings: Installation) -> None:
    """A letter with a link to a new address; to a known one the news that there is an account."""
    if not await may_write("sign-up", email, settings):
        return
    async with unit_of_work(HOUSE):
        known = await Person.with_email(email)
        if known is None:
            token = await Proof.make(Purpose.SIGN_UP, email=email)
            url = f"{settings.issuer}/sign-up/{token}"
            await letters.write(to=email, template="tenant_auth/sign_up/mail/confirm", locale=locale, url=url)
        else:
            await Proof.make(Purpose.NOTHING, email=email)
            await letters.write(
                to=known.email,
                template="tenant_auth/sign_up/mail/known",
                locale=known.locale,
                sign_in_url=f"{settings.issuer}/sign-in?then=/account/companies",
                recovery_url=f"{settings.issuer}/recovery",
            )


async def may_write(why: str, email: str, settings: Installation) -> bool:
    """Whether this address has not had too many letters of this kind already that anybody could make us write."""
    try:
        await rate_limit.spend(LETTERS, f"{why} {email}", settings.edge_secret)
    except TooMany:
        return False
    return True
