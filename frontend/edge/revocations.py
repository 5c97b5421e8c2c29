"""Hears that sessions and memberships ended or changed, so that no token says what holds no longer."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from frontend.edge.tokens import Tokens
from shared import events
from shared.bus.envelope import Envelope, WrongTenant, open_envelope
from shared.bus.subscription import listen
from shared.errors import Unavailable
from shared.events import MemberChanged, MemberLeft, SessionRevoked, TenantSuspended, Unreadable
from shared.logs import log

SUBJECTS = [events.subject_of(event) for event in (SessionRevoked, MemberChanged, MemberLeft, TenantSuspended)]


async def hear_revocations(url: str, tokens: Tokens) -> None:
    """Until cancelled. What is said while the bus is away ends with its token, in five minutes at most."""
    said: asyncio.Queue[Envelope] = asyncio.Queue()

    def heard(subject: str, body: bytes) -> None:
        try:
            said.put_nowait(open_envelope(subject, body))
        except (Unreadable, WrongTenant) as error:
            log.warning("a message that cannot be read", subject=subject, error=error)

    async with asyncio.TaskGroup() as group:
        group.create_task(listen(url, "edge", SUBJECTS, heard=heard, anew=lambda: None))
        group.create_task(_take(said, tokens))


async def _take(said: asyncio.Queue[Envelope], tokens: Tokens) -> None:
    while True:
        envelope = await said.get()
        try:
            await _act(envelope, tokens)
        except Unavailable as error:
            log.warning("the end of a session could not be kept", error=error)


def _act(envelope: Envelope, tokens: Tokens) -> Coroutine[Any, Any, None]:
    match envelope.event:
        case SessionRevoked(session=session):
            return tokens.end_of(sid=session)
        case MemberChanged(person=person) | MemberLeft(person=person):
            return tokens.drop_of(envelope.tenant, person)
        case _:
            return tokens.drop_of(envelope.tenant)
