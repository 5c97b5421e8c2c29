"""Sentences for people made where no reader's language is known: English that remembers how to be translated."""

from collections.abc import Mapping
from typing import Any, Self

from shared.i18n import Translator


class Phrase(str):
    """A sentence in English, with the message and the values it was made from."""

    __slots__ = ("msgid", "values")

    msgid: str
    values: Mapping[str, Any]

    def __new__(cls, msgid: str, values: Mapping[str, Any]) -> Self:
        made = super().__new__(cls, msgid.format(**values) if values else msgid)
        made.msgid = msgid
        made.values = dict(values)
        return made


def phrase(msgid: str, **values: Any) -> Phrase:
    """A sentence that pages print in the reader's language, the command line and logs in English."""
    return Phrase(msgid, values)


def translated(text: str, words: Translator) -> str:
    """The sentence in the reader's language; a plain string stays as it is."""
    if not isinstance(text, Phrase):
        return text
    values = {
        name: translated(value, words) if isinstance(value, str) else value for name, value in text.values.items()
    }
    return words.gettext(text.msgid, **values)
