"""Hearing a subject without a name or a memory: for a process that keeps nothing and only wants to know at once."""

import asyncio
from collections.abc import Callable

from nats.aio.msg import Msg

from shared.bus.connection import FAULTS, connected
from shared.logs import log


async def listen(url: str, name: str, subject: str, *, heard: Callable[[str], None], anew: Callable[[], None]) -> None:
    """Until cancelled: `heard(subject)` for each message, `anew()` after each (new) connection.

    An ordinary subscription, so what is said while the bus is away is lost: `anew` is the place to look for it.
    """

    async def on_message(message: Msg) -> None:
        heard(message.subject)

    while True:
        async with connected(url, name) as bus:
            try:
                await bus.client.subscribe(subject, cb=on_message)
                await bus.client.flush(timeout=2)
                anew()
                log.info("hearing the bus", subject=subject)
                await bus.over.wait()
            except FAULTS as error:
                log.warning("the bus broke off", error=error)
        log.warning("the bus is gone", subject=subject)
        await asyncio.sleep(0.1)
