"""The SMTP side: takes whatever is handed over."""

import asyncio

from aiosmtpd.smtp import SMTP, Envelope, Session

from infra.local.catcher.box import Box

_LARGEST = 10_000_000


class Catcher:
    """What aiosmtpd asks when a mail is complete."""

    def __init__(self, box: Box) -> None:
        self._box = box

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  its name
        content = envelope.content
        self._box.take(envelope.rcpt_tos, content if isinstance(content, bytes) else str(content).encode())
        return "250 Caught"


async def serve(box: Box, host: str, port: int) -> asyncio.Server:
    """Listen until the server is closed."""
    loop = asyncio.get_running_loop()
    catcher = Catcher(box)

    def protocol() -> SMTP:
        return SMTP(catcher, loop=loop, hostname="mail.localhost", data_size_limit=_LARGEST, ident="Avow mail catcher")

    return await loop.create_server(protocol, host, port)
