"""Languages: gettext catalogues read straight from their .po files, CLDR dates and numbers, direction."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

CATALOGUES = Path(__file__).parent.parent / "frontend" / "locales"
_FIRST = re.compile(r"\b1 (?=[^\W\d])")
SHIPPED = ("en", "fr", "nl", "de")


class Translator:
    """One reader's language: words, dates, numbers, lists.

    `domain` names the catalogue: "messages" for pages, "facts" for what a policy's facts say.
    A locale without a catalogue falls back to the English source text.
    """

    def __init__(self, locale: str, domain: str = "messages") -> None:
        self.locale = locale
        # "7 April 2026", not "April 7, 2026": English here is read in Europe
        self.cldr = Locale.parse("en-GB" if locale == "en" else locale, sep="-")
        self._entries, self._plural_of = _catalogue(self.cldr.language, domain)

    def gettext(self, message: str, **values: Any) -> str:
        """Translate a message; `{name}` placeholders are filled from the keywords."""
        text = self._entries.get(message) or message
        return str(text).format(**values) if values else str(text)

    def ngettext(self, one: str, many: str, n: int, **values: Any) -> str:
        """Translate a message that depends on a number, by the language's own plural rule."""
        forms = self._entries.get((one, many))
        text = forms[self._plural_of(n)] if forms else (one if n == 1 else many)
        return str(text).format(n=self.number(n), **values)

    def date(self, day: date, *, weekday: bool = False) -> str:
        """A day written out ("7 April 2026"), with the weekday where a deadline is meant."""
        said = format_date(day, "full" if weekday else "long", locale=self.cldr)
        match self.cldr.language:
            case "fr":  # CLDR has no ordinals: “1er janvier”, but “2 janvier”
                return _FIRST.sub("1er ", said)
            case "en":  # “Tuesday 7 April 2026”
                return said.replace(", ", " ")
        return said

    def moment(self, instant: datetime, zone: str) -> str:
        """A day and time in a zone."""
        from zoneinfo import ZoneInfo  # noqa: PLC0415

        return format_datetime(instant.astimezone(ZoneInfo(zone)), "long", locale=self.cldr)

    def number(self, value: float) -> str:
        return format_decimal(value, locale=self.cldr)

    def listing(self, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """A list in words: “a, b and c”; style "or" gives “a, b or c”."""
        from babel.lists import format_list  # noqa: PLC0415

        return format_list(list(items), style=style, locale=self.cldr) if items else ""

    def language_name(self, code: str) -> str:
        return Locale.parse(code, sep="-").get_language_name(self.cldr.language) or code

    def country_name(self, code: str) -> str:
        return str(self.cldr.territories.get(code, code))

    @property
    def direction(self) -> str:
        return self.cldr.text_direction


def own_name(code: str) -> str:
    """What a language calls itself: "français"."""
    return Locale.parse(code, sep="-").get_display_name() or code


@cache
def translator(locale: str, domain: str = "messages") -> Translator:
    return Translator(locale, domain)


@cache
def _catalogue(language: str, domain: str) -> tuple[dict[Any, Any], Any]:
    file = CATALOGUES / language / "LC_MESSAGES" / f"{domain}.po"
    if not file.exists():
        return {}, lambda n: 0 if n == 1 else 1
    with file.open("rb") as handle:
        catalogue = read_po(handle, locale=language)
    entries: dict[Any, Any] = {}
    for message in catalogue:
        if message.id and message.string and not message.fuzzy:
            entries[message.id] = message.string
    return entries, catalogue_plural(catalogue.plural_expr)


def catalogue_plural(expression: str) -> Any:
    """The catalogue's plural rule as a function from number to form."""
    from gettext import c2py  # noqa: PLC0415  stdlib's own safe compiler of plural rules

    return c2py(expression)
