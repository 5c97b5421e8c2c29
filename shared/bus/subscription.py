"""Hearing a subject without a name or a memory: for a process that keeps nothing and only wants to know at once."""

import asyncio
from collections.abc import Callable, Sequence

from nats.aio.msg import Msg

from shared.bus.connection import FAULTS, connected
from shared.logs import log


async def listen(
    url: str, name: str, subjects: Sequence[str], *, heard: Callable[[str, bytes], None], anew: Callable[[], None]
) -> None:
    """Until cancelled: `heard(subject, body)` for each message, `anew()` after each (new) connection.

    An ordinary subscription, so what is said while the bus is away is lost: `anew` is the place to look for it.
    """

    async def on_message(message: Msg) -> None:
        heard(message.subject, message.data)

    while True:
        async with connected(url, name) as bus:
            try:
                for subject in subjects:
                    await bus.client.subscribe(subject, cb=on_message)
                await bus.client.flush(timeout=2)
                anew()
                log.info("hearing the bus", subjects=list(subjects))
                await bus.over.wait()
            except FAULTS as error:
                log.warning("the bus broke off", error=error)
        log.warning("the bus is gone", subjects=list(subjects))
        await asyncio.sleep(0.1)
