"""Hears what was revoked, so that a token ends before its time; where the bus is away, its few minutes bound it."""

from shared import events
from shared.access.revoked import Revoked
from shared.bus.envelope import Envelope, WrongTenant, open_envelope
from shared.bus.subscription import listen
from shared.events import ApiClientRevoked, MemberChanged, MemberLeft, SessionRevoked, Unreadable
from shared.logs import log

SUBJECTS = [events.subject_of(event) for event in (SessionRevoked, MemberChanged, MemberLeft, ApiClientRevoked)]


async def hear_revocations(url: str, name: str, revoked: Revoked) -> None:
    """Until cancelled."""

    def heard(subject: str, body: bytes) -> None:
        try:
            take(open_envelope(subject, body), revoked)
        except (Unreadable, WrongTenant) as error:
            log.warning("a message that cannot be read", subject=subject, error=error)

    await listen(url, name, SUBJECTS, heard=heard, anew=lambda: None)


def take(envelope: Envelope, revoked: Revoked) -> None:
    """Remember what one event revokes."""
    match envelope.event:
        case SessionRevoked(session=session):
            revoked.add("session", session)
        case MemberChanged(person=person) | MemberLeft(person=person):
            revoked.add("member", person, envelope.tenant)
        case ApiClientRevoked(client=client):
            revoked.add("client", client)
