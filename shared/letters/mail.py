"""A letter as a mail: plain text and the same text as simple HTML; nothing in it tells who opened it."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path

from shared.letters.address import mail_address
from shared.letters.text import Text, one_line
from shared.web.templates import render

_LAYOUT = "layouts/mail.html"


def mail(
    text: Text, *, to: str, sender: str, message_id: str, locale: str, written_at: datetime, static: Path
) -> EmailMessage:
    """The message; the same letter makes the same one each time it is tried."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _sender(sender)
    message["To"] = Address(addr_spec=mail_address(to))
    message["Subject"] = text.subject
    message["Date"] = format_datetime(written_at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation notes, please
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(text.body)
    message.add_alternative(_html(text, locale, static), subtype="html")
    message["Content-Language"] = locale  # last: setting the content takes such fields away
    return message


def domain_of(sender: str) -> str:
    """The domain of the sender, which also stands in Message-IDs."""
    return mail_address(parseaddr(sender)[1]).rpartition("@")[2]


def _sender(sender: str) -> Address:
    name, address = parseaddr(sender)
    return Address(one_line(name), addr_spec=mail_address(address))


def _html(text: Text, locale: str, static: Path) -> str:
    paragraphs = [paragraph.splitlines() for paragraph in text.body.split("\n\n") if paragraph.strip()]
    return render(_LAYOUT, locale, static, subject=text.subject, paragraphs=paragraphs)
