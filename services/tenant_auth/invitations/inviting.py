"""Inviting: who may give which roles, the letter, sending it again, taking it back."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from services.tenant_auth.acts import acted
from services.tenant_auth.invitations.invitation import Invitation
from services.tenant_auth.members import words
from services.tenant_auth.members.changing import may_give
from services.tenant_auth.members.present import as_of_now
from services.tenant_auth.members.roles import Role
from services.tenant_auth.permissions import Permission
from services.tenant_auth.proofs.proof import LASTING, Proof, Purpose
from shared import clock, letters
from shared.access.session import Caller
from shared.errors import Conflict, Invalid, Missing, Problem
from shared.i18n import SHIPPED, translator
from shared.phrase import phrase, translated
from shared.settings import Installation
from shared.tenancy import current, profile
from shared.web import rate_limit
from shared.web.rate_limit import Limit

LETTERS = Limit("invitations of a company", hits=200, seconds=86400)
LETTERS_OF_UNPROVEN = Limit("invitations of an unproven company", hits=20, seconds=86400)
"""A company nobody knows must not become a way to write to strangers in our name."""
_BETWEEN = timedelta(minutes=2)
_MOST_OPEN = 100


class TooSoon(Conflict):
    """The letter was written a moment ago."""

    def __init__(self) -> None:
        super().__init__(phrase("This letter was sent a moment ago. Wait two minutes before you send it again."))


class TooManyOpen(Conflict):
    """A company is no mailing list."""

    def __init__(self) -> None:
        super().__init__(phrase("{most} invitations are open. Revoke some before you write more.", most=_MOST_OPEN))


async def invite(
    email: str, roles: Iterable[Role], ends_on: date | None, *, by: Caller, settings: Installation
) -> Invitation:
    """Write an invitation and its letter."""
    given = sorted(set(roles))
    if not given:
        raise _wrong("roles", phrase("Choose at least one role."))
    may_give(given, await as_of_now(by))
    if ends_on is not None and ends_on < clock.now().date():
        raise _wrong("ends_on", phrase("This day is over."))
    if len(await Invitation.open_ones()) >= _MOST_OPEN:
        raise TooManyOpen
    await _count_letter(settings)
    invitation = await Invitation.write(email, given, ends_on, by=_person(by))
    await acted(by, Permission.INVITE, "invitation", invitation.id, "roles", "ends_on")
    await _send(invitation, by, settings)
    return invitation


async def send_again(invitation: UUID, *, by: Caller, settings: Installation) -> None:
    """A fresh link for seven more days, in the name of who sends it; links from before hold no longer."""
    found = await _open(invitation)
    may_give([Role(role) for role in found.roles if role in set(Role)], await as_of_now(by))
    now = datetime.now(UTC)
    if found.expires_at - LASTING[Purpose.INVITATION] > now - _BETWEEN:
        raise TooSoon
    await _count_letter(settings)
    found.expires_at, found.invited_by = now + LASTING[Purpose.INVITATION], _person(by)
    await found.save(update_fields=["expires_at", "invited_by"])
    await acted(by, Permission.INVITE, "invitation", found.id, "expires_at")
    await _send(found, by, settings)


async def revoke(invitation: UUID, *, by: Caller) -> None:
    """Take it back; its link holds no longer."""
    found = await _open(invitation)
    found.revoked_at = datetime.now(UTC)
    await found.save(update_fields=["revoked_at"])
    await acted(by, Permission.INVITE, "invitation", found.id, "revoked_at")


async def _open(invitation: UUID) -> Invitation:
    rows = Invitation.filter(id=invitation, accepted_at=None, revoked_at=None)
    found = await rows.select_for_update().first()
    if found is None:
        raise Missing(phrase("There is no such invitation."))
    return found


async def _count_letter(settings: Installation) -> None:
    """Raises TooMany; before anything is written, for the page takes refusals in."""
    unproven = (await profile.profile()).state == "unproven"
    await rate_limit.spend(LETTERS_OF_UNPROVEN if unproven else LETTERS, str(current.tenant()), settings.edge_secret)


async def _send(invitation: Invitation, by: Caller, settings: Installation) -> None:
    """In the inviter's language: nobody knows the reader's yet."""
    locale = by.locale if by.locale in SHIPPED else SHIPPED[0]
    said = translator(locale)
    company = await profile.profile()
    made = invitation.expires_at.isoformat()  # an older link speaks of an older day
    token = await Proof.make(Purpose.INVITATION, tenant=invitation.tenant_id, invitation=str(invitation.id), until=made)
    await letters.write(
        to=invitation.address,
        template="tenant_auth/invitations/mail/invitation",
        locale=locale,
        company=company.name,
        inviter=by.name,
        roles=said.listing([translated(words.ROLES[role], said) for role in invitation.roles if role in words.ROLES]),
        url=f"{settings.issuer}/invitations/{token}",
    )


def _person(by: Caller) -> UUID:
    if by.kind != "person" or by.actor is None:
        raise _wrong("", phrase("Only a person can invite."))
    return by.actor


def _wrong(field: str, reason: str) -> Invalid:
    return Invalid(reason, problems=[Problem(field, reason)])
