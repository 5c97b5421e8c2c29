"""Listening without a memory: every process hears every event of a kind while it is connected (the edge does)."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from nats.aio.msg import Msg

from shared import events
from shared.bus.connection import connected
from shared.bus.envelope import WrongTenant, open_envelope
from shared.logs import log

PAUSE = 0.2
Heard = Callable[[UUID, Any], Awaitable[None]]


async def listen(url: str, name: str, event: type, heard: Heard) -> None:
    """Call `heard(tenant, event)` for each, until cancelled; what is said while the bus is away is missed."""

    async def arrived(message: Msg) -> None:
        try:
            envelope = open_envelope(message.subject, message.data)
        except (events.Unreadable, WrongTenant) as fault:
            log.warning("unreadable event", error=fault)
            return
        await heard(envelope.tenant, envelope.event)

    while True:
        async with connected(url, name) as connection:
            await connection.client.subscribe(events.subject_of(event), cb=arrived)
            await connection.over.wait()
        await asyncio.sleep(PAUSE)
