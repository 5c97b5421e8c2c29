"""Letters as tenant_auth writes them, and a real SMTP server that keeps what it is given."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from infra.local.process import free_port
from shared.letters import text
from shared.settings import ServiceSettings


class Office:
    """A mail server: what came, and whom it refuses."""

    def __init__(self) -> None:
        self.port = free_port()
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refused: dict[str, str] = {}
        self.before_answer: Callable[[], object] = lambda: None

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(envelope.rcpt_tos)
        self.before_answer()
        return "250 OK"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(self, loop=loop, hostname="office"), "127.0.0.1", self.port)
        try:
            yield
        finally:
            server.close()


@pytest.fixture(autouse=True)
def own_templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A letter of the tests' own."""
    monkeypatch.setattr(text, "FOLDERS", [*text.FOLDERS, Path("tests/support/letters").resolve()])
    text._environment.cache_clear()
    yield
    text._environment.cache_clear()


@pytest.fixture
def service() -> str:
    return "tenant_auth"


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def mailing(settings: ServiceSettings, office: Office) -> ServiceSettings:
    """Settings that name this server."""
    return replace(settings, smtp=f"smtp://127.0.0.1:{office.port}", mail_from="Avow <no-reply@avow.example>")
