"""The box of caught mails: the last ones in memory, all of them as files."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path
from typing import Any

from shared.ids import new_id

MOST = 500
_LINK = re.compile(r"https?://[^\s<>\"]+")
_ENVELOPE = b"X-Avow-Recipients: "


@dataclass(frozen=True)
class Mail:
    """One mail as it came, and whom it was for."""

    id: str
    recipients: tuple[str, ...]
    content: bytes

    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""

    @property
    def links(self) -> list[str]:
        return [found.rstrip(".,;)") for found in _LINK.findall(self.text)]

    @property
    def came_at(self) -> datetime:
        """As its id, a UUIDv7, tells."""
        return datetime.fromtimestamp(int(self.id.replace("-", "")[:12], 16) / 1000, UTC)

    def told(self) -> dict[str, Any]:
        """For programs."""
        return {
            "id": self.id,
            "to": list(self.recipients),
            "from": str(self.message["From"] or ""),
            "subject": self.subject,
            "at": self.came_at.isoformat(),
            "message_id": str(self.message["Message-ID"] or ""),
            "language": str(self.message["Content-Language"] or ""),
            "text": self.text,
            "links": self.links,
        }


class Box:
    """Mails, the newest first; files of an earlier run are read again."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        self._mails: deque[Mail] = deque(maxlen=MOST)
        for file in sorted(folder.glob("*.eml"))[-MOST:]:
            first, _, content = file.read_bytes().partition(b"\n")
            recipients = first.removeprefix(_ENVELOPE).decode().split()
            self._mails.appendleft(Mail(file.stem, tuple(recipients), content))

    def take(self, recipients: Sequence[str], content: bytes) -> Mail:
        """Keep a mail that came."""
        mail = Mail(str(new_id()), tuple(recipients), content)
        file = self.folder / f"{mail.id}.eml"
        file.touch(0o600)
        file.write_bytes(_ENVELOPE + " ".join(recipients).encode() + b"\n" + content)
        self._mails.appendleft(mail)
        return mail

    def mails(self, to: str | None = None) -> list[Mail]:
        """All, or those for one address."""
        return [mail for mail in self._mails if to is None or to.lower() in map(str.lower, mail.recipients)]

    def mail(self, identity: str) -> Mail | None:
        return next((mail for mail in self._mails if mail.id == identity), None)
