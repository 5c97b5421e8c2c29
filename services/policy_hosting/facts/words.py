"""Text per language: the words inside facts, written once in each language of the tenant."""

from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from pydantic import ConfigDict, RootModel, model_validator
from pydantic_core import PydanticCustomError

LONGEST = 2000
_FORBIDDEN = {*map(chr, range(32)), "\x7f", *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"} - {"\n"}
"""Control characters, and those that turn the reading direction round and so can hide what is written."""


class Words(RootModel[dict[str, str]]):
    """One text in several languages: `{en: "the period agreed", fr: "la durée convenue"}`."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _readable(cls, given: Any) -> Any:
        if isinstance(given, str):
            raise PydanticCustomError("language", "is text without its language: write it as {en: …, fr: …}")
        if not isinstance(given, dict) or not given:
            raise PydanticCustomError("words", "must be a text per language, such as {en: …, fr: …}")
        for language, text in given.items():
            _check(language, text)
        return {language: text.strip() for language, text in given.items()}

    def text(self, locale: str) -> tuple[str, str | None]:
        """The text for a reader, and its language where that is not the reader's."""
        for language in (locale, locale.split("-", maxsplit=1)[0]):
            if language in self.root:
                return self.root[language], None
        language, text = next(iter(self.root.items()))
        return text, language

    def has(self, locale: str) -> bool:
        return self.text(locale)[1] is None

    def plain(self) -> dict[str, str]:
        return dict(self.root)

    def __hash__(self) -> int:
        return hash(tuple(self.root.items()))


def _check(language: Any, text: Any) -> None:
    if not isinstance(language, str) or not known_language(language):
        raise PydanticCustomError("language", "names a language that does not exist: “{code}”", {"code": str(language)})
    if not isinstance(text, str):
        raise PydanticCustomError("words", "must be words in “{code}” (put numbers in quotes)", {"code": language})
    if not text.strip():
        raise PydanticCustomError("words", "is empty in “{code}”", {"code": language})
    if len(text) > LONGEST:
        raise PydanticCustomError(
            "words", "is longer than {most} characters in “{code}”", {"code": language, "most": LONGEST}
        )
    if _FORBIDDEN.intersection(text):
        raise PydanticCustomError("words", "holds an invisible control character in “{code}”", {"code": language})


def is_clean(text: str) -> bool:
    """Whether a text is free of control characters."""
    return not _FORBIDDEN.intersection(text)


@cache
def known_language(tag: str) -> bool:
    """Whether CLDR knows a language tag such as `fr` or `pt-BR`."""
    try:
        return Locale.parse(tag, sep="-").language == tag.split("-", maxsplit=1)[0]
    except (UnknownLocaleError, ValueError):
        return False
