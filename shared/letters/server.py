"""The mail server the installation sends through, and what its answers mean."""

import ssl
from contextlib import suppress
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from shared.settings import SettingsError

_TIMEOUT = 30.0
_PERMANENT = 500
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class Refused(Exception):  # noqa: N818  said of the letter
    """The server will never take this letter for this address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotNow(Exception):  # noqa: N818  said of the moment
    """It could not be handed over now; it is nobody's last word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MailServer:
    """An address `smtp://[user:password@]host[:port]`; `smtp+starttls://` and `smtps://` insist on TLS.

    Plain `smtp://` takes TLS where the server offers it, and insists where it is told a password.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        parts = urlsplit(url)
        if url and (parts.scheme not in _PORTS or not parts.hostname):
            raise SettingsError("AVOW_SMTP is not smtp://host:port, smtp+starttls://… or smtps://…")
        self._host, self._port = parts.hostname, parts.port or _PORTS.get(parts.scheme, 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._use_tls = parts.scheme == "smtps"
        self._start_tls = True if parts.scheme == "smtp+starttls" or (self._user and not self._use_tls) else None

    async def hand_over(self, message: EmailMessage) -> None:
        """Give it to the server; raises Refused or NotNow. Once the server took it, nothing is raised."""
        if not self._url:
            raise NotNow("no-mail-server")
        client = SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user or None,
            password=self._password or None,
            use_tls=self._use_tls,
            start_tls=False if self._use_tls else self._start_tls,
            timeout=_TIMEOUT,
        )
        try:
            await client.connect()
            await client.send_message(message)
        except (SMTPException, OSError, TimeoutError, ssl.SSLError) as fault:
            client.close()
            raise _meaning(fault) from None  # its text repeats the address
        with suppress(SMTPException, OSError, TimeoutError):
            await client.quit()


def _meaning(fault: Exception) -> Refused | NotNow:
    if isinstance(fault, SMTPRecipientsRefused):
        codes = [each.code for each in fault.recipients]
        return Refused(str(codes[0])) if min(codes) >= _PERMANENT else NotNow(str(codes[0]))
    if isinstance(fault, SMTPDataError) and fault.code >= _PERMANENT:
        return Refused(str(fault.code))
    if isinstance(fault, SMTPResponseException):
        return NotNow(str(fault.code))
    return NotNow(type(fault).__name__)
