"""What stands on the pages of a PDF round its text."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PdfHead:
    """What stands on the page round the text, in the reader's language; `language` is the text's."""

    title: str
    company: str
    language: str
    standing: str  # "Version 3, from 7 January 2027"
    address: str
    hash: str
    notice: str
    date: date
