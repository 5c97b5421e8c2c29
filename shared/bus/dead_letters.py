"""Dead letters: events a handler could not do, kept on the bus for a person to look at, replay or drop."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import RawStreamMsg
from nats.js.errors import NotFoundError

from shared.bus.envelope import CONTENT_TYPE
from shared.bus.streams import DEAD
from shared.errors import Missing

ORIGINAL = "Avow-Subject"  # the subject it was first said on
_ERROR = "Avow-Error"
_TRIES = "Avow-Tries"
_PARKED = "Avow-Parked"


@dataclass(frozen=True)
class DeadLetter:
    """One parked event; no field of it is personal."""

    id: int
    service: str
    handler: str
    subject: str
    event: str
    event_id: str
    error: str
    tries: int
    parked_at: datetime


def code_of(fault: BaseException) -> str:
    """What went wrong in one word; never the text of the exception, which may repeat values."""
    cause = fault.__cause__
    sqlstate = getattr(fault, "sqlstate", None) or getattr(cause, "sqlstate", None)
    if sqlstate:
        return f"postgresql-{sqlstate}"
    return str(getattr(fault, "code", type(fault).__name__))


async def park(jetstream: JetStreamContext, service: str, handler: str, message: Msg, error: str) -> None:
    """Keep the message whole, with who failed and why."""
    told = message.metadata
    headers = {
        # the delivery is part of it: a letter replayed and parked again is not the old one
        "Nats-Msg-Id": f"{told.stream}-{told.sequence.stream}-{handler}-{told.num_delivered}",
        "Content-Type": CONTENT_TYPE,
        ORIGINAL: (message.headers or {}).get(ORIGINAL, message.subject),
        _ERROR: error,
        _TRIES: str(told.num_delivered),
        _PARKED: datetime.now(UTC).isoformat(timespec="seconds"),
    }
    await jetstream.publish(f"avow-dead.{service}.{handler}", message.data, headers=headers)


async def list_dead(jetstream: JetStreamContext, service: str | None = None) -> list[DeadLetter]:
    """All that is parked, the oldest first."""
    return [_letter(raw) async for raw in _parked(jetstream, service)]


async def count_dead(jetstream: JetStreamContext, service: str) -> dict[str, int]:
    """How many letters wait, per handler."""
    told = await jetstream.stream_info(DEAD, subjects_filter=f"avow-dead.{service}.>")
    return {subject.rpartition(".")[2]: n for subject, n in (told.state.subjects or {}).items()}


async def replay(jetstream: JetStreamContext, letter: int) -> DeadLetter:
    """Give one letter back to the handler that failed, and only to it; its tries start anew."""
    return await _replay(jetstream, await _get(jetstream, letter))


async def replay_all(jetstream: JetStreamContext, service: str | None = None) -> list[DeadLetter]:
    """Give back everything that is parked now."""
    return [await _replay(jetstream, raw) async for raw in _parked(jetstream, service)]


async def drop(jetstream: JetStreamContext, letter: int) -> DeadLetter:
    """Forget one letter for good."""
    dropped = _letter(await _get(jetstream, letter))
    await jetstream.delete_msg(DEAD, letter)
    return dropped


async def _replay(jetstream: JetStreamContext, raw: RawStreamMsg) -> DeadLetter:
    letter = _letter(raw)
    headers = {
        "Nats-Msg-Id": f"again-{letter.id}",
        "Content-Type": CONTENT_TYPE,
        ORIGINAL: letter.subject,
    }
    subject = f"avow-again.{letter.service}.{letter.handler}"
    await jetstream.publish(subject, raw.data or b"", headers=headers)
    await jetstream.delete_msg(DEAD, letter.id)
    return letter


async def _get(jetstream: JetStreamContext, letter: int) -> RawStreamMsg:
    try:
        return await jetstream.get_msg(DEAD, seq=letter)
    except NotFoundError:
        raise Missing(f"There is no dead letter {letter}.") from None


async def _parked(jetstream: JetStreamContext, service: str | None) -> AsyncIterator[RawStreamMsg]:
    subject, place = f"avow-dead.{service or '*'}.*", 1
    last = (await jetstream.stream_info(DEAD)).state.last_seq
    while place <= last:  # what is parked meanwhile is not part of the answer: a replay ends
        try:
            raw = await jetstream.get_msg(DEAD, seq=place, subject=subject, next=True)
        except NotFoundError:
            return
        if raw.seq is None or raw.seq > last:
            return
        yield raw
        place = raw.seq + 1


def _letter(raw: RawStreamMsg) -> DeadLetter:
    headers = raw.headers or {}
    _, service, handler = (raw.subject or "").split(".")
    envelope = _envelope(raw.data or b"")
    return DeadLetter(
        id=raw.seq or 0,
        service=service,
        handler=handler,
        subject=headers.get(ORIGINAL, ""),
        event=str(envelope.get("type", "")),
        event_id=str(envelope.get("id", "")),
        error=headers.get(_ERROR, ""),
        tries=int(headers.get(_TRIES, "0")),
        parked_at=datetime.fromisoformat(headers[_PARKED]),
    )


def _envelope(body: bytes) -> dict[str, Any]:
    """What can be told of the message; a poisoned one may be no envelope at all."""
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
