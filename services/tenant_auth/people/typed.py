"""What people type of themselves: a name in one line, an address that a letter can reach."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from services.tenant_auth.people.person import normal
from shared.errors import Invalid
from shared.letters.address import mail_address
from shared.phrase import phrase


def _one_line(text: str) -> str:
    """No line end and nothing that turns the direction of reading: a name stands in letters and lists.

    Nor an address: our letters to strangers must lead nowhere but to us.
    """
    if "://" in text or any(unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") for sign in text):
        raise ValueError(phrase("Write it in one line, with letters alone."))
    return text


def _address(text: str) -> str:
    try:
        return normal(mail_address(text))
    except Invalid:
        raise ValueError(phrase("Write an e-mail address, such as name@company.example.")) from None


PersonName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(_one_line)
]
MailAddress = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_address)]
