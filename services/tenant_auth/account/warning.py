"""“Was this you?”: a letter after every change to how a person signs in."""

from typing import Literal

from services.tenant_auth.people.person import Person
from shared import letters
from shared.settings import Installation

What = Literal[
    "password",
    "password-recovered",
    "passkey-added",
    "passkey-removed",
    "app-added",
    "app-removed",
    "codes-renewed",
    "code-used",
    "second-factor-reset",
]


async def warn(person: Person, what: What, settings: Installation, *, undo: str = "") -> None:
    """Write the letter in the running unit of work, so that no change goes without it; `undo` takes the change back."""
    await letters.write(
        to=person.email,
        template="tenant_auth/account/mail/changed",
        locale=person.locale,
        what=what,
        url=f"{settings.issuer}/recovery",
        undo=undo,
    )
