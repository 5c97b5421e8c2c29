"""Mail addresses as letters take them: one plain address, nothing that could become a second header."""

import re

from shared.errors import Invalid, Problem
from shared.phrase import phrase

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")
_LONGEST, _LONGEST_LOCAL = 254, 64


def mail_address(text: str) -> str:
    """The address with its domain in lower case and in ASCII (RFC 5890); raises Invalid."""
    local, at, domain = text.strip().rpartition("@")
    try:
        plain = domain.encode("idna").decode().lower()
    except UnicodeError:
        plain = ""
    fits = len(local) <= _LONGEST_LOCAL and len(local) + len(plain) < _LONGEST
    if not (at and fits and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(plain)):
        reason = phrase("this is no mail address")
        raise Invalid(reason, problems=[Problem("email", reason)])
    return f"{local}@{plain}"
