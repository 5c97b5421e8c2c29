"""Hears that pages were published, so that the edge need not wait for its next look at the store."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from nats.aio.msg import Msg

from shared.bus.connection import FAULTS, connected
from shared.logs import log

SUBJECT = "avow.*.*.pages.published"


async def listen(url: str, heard: Callable[[UUID | None], None]) -> None:
    """Until cancelled. An ordinary subscription: each edge hears everything, and keeps nothing to hear later.

    After every (new) connection `heard(None)` says that anything may have been missed.
    """

    async def on_message(message: Msg) -> None:
        heard(_tenant(message.subject))

    while True:
        async with connected(url, "edge") as bus:
            try:
                await bus.client.subscribe(SUBJECT, cb=on_message)
                await bus.client.flush(timeout=2)
                log.info("hearing the bus")
                heard(None)
                await bus.over.wait()
            except FAULTS as error:
                log.warning("the bus broke off", error=error)
        log.warning("the bus is gone; looking at the store every ten seconds")
        await asyncio.sleep(0.1)


def _tenant(subject: str) -> UUID | None:
    try:
        return UUID(subject.split(".")[1])
    except (ValueError, IndexError):
        return None
