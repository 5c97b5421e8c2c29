"""One reader's language: sentences with words, labels, figures and lists in them, never another language's unmarked."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from string import Formatter
from typing import Literal

from babel.lists import format_list

from services.policy_hosting.facts.codes import ACTIVITIES, CATEGORIES, N_, OPTIONS, PEOPLE, Shipped
from services.policy_hosting.facts.length import Length
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering.figures import figure
from services.policy_hosting.facts.said import many, value
from services.policy_hosting.facts.words import Words
from services.policy_hosting.texts.tree import Foreign, Inlines, Mark, Text, text, words
from shared.i18n import translator

MARK = "◦"
_NOUNS_ARE_CAPITAL = {"de", "lb"}


class Speaker:
    """Speaks of one record in one language."""

    def __init__(self, facts: Facts, locale: str) -> None:
        self.facts = facts
        self.locale = locale
        self.translator = translator(locale, "facts")

    def say(self, message: str, /, **values: str | Inlines) -> Inlines:
        """A message of the catalogue, its places filled with words or inlines."""
        return fill(self.translator.gettext(message), values)

    def series(self, parts: Sequence[Inlines]) -> Inlines:
        """“this; that”; in French a space comes before the semicolon, too."""
        return joined(parts, self.translator.gettext(N_("; ")))

    def text(self, message: str, /, **values: str | Inlines) -> str:
        return words(self.say(message, **values))

    def words(self, stated: Words) -> Inlines:
        """A text in the reader's language, or the first there is, marked with its own."""
        said, language = stated.text(self.locale)
        inlines = marked(said)
        return (Foreign(inlines, language),) if language else inlines

    def listing(self, items: Sequence[str | Inlines], style: Literal["standard", "or"] = "standard") -> Inlines:
        """“a, b and c”; with the style “or”: “a, b or c”."""
        if not items:
            return ()
        places = [f"{{item{number}}}" for number in range(len(items))]
        pattern = format_list(places, style=style, locale=self.translator.cldr)
        return fill(pattern, {f"item{number}": item for number, item in enumerate(items)})

    # ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def length(self, length: Length) -> str:
        """“90 days”."""
        return figure(length, self.translator)

    # ── Labels: the record's own first, then the shipped ones ────────────────────────────────────────────────────────

    def category(self, code: str, *, inside: bool = False) -> Inlines:
        return self._label(code, self._own_categories, CATEGORIES, inside=inside)

    def activity(self, code: str, *, inside: bool = False) -> Inlines:
        return self._label(code, self._own_activities, ACTIVITIES, inside=inside)

    def people(self, code: str, *, inside: bool = False) -> Inlines:
        return self._label(code, self._own_people, PEOPLE, inside=inside)

    @cached_property
    def _own_categories(self) -> dict[str, Words | None]:
        return {str(entry.code): value(entry.label) for entry in many(self.facts.categories)}

    @cached_property
    def _own_activities(self) -> dict[str, Words | None]:
        return {str(entry.code): value(entry.label) for entry in many(self.facts.activities)}

    @cached_property
    def _own_people(self) -> dict[str, Words | None]:
        scope = value(self.facts.scope)
        return {str(entry.code): value(entry.label) for entry in many(scope.people)} if scope else {}

    def option(self, code: str, label: Words | None) -> Inlines:
        return self._label(code, {code: label}, OPTIONS, inside=False)

    def _label(
        self, code: str, own: Mapping[str, Words | None], shipped: Mapping[str, Shipped], *, inside: bool
    ) -> Inlines:
        if (label := own.get(code)) is not None:
            return self.words(label)
        said = self.translator.gettext(shipped[code].label)
        return text(self._inside(said) if inside else said)

    def _inside(self, label: str) -> str:
        """A shipped label as it stands inside a sentence: nouns are small there, but for German; "IP" stays."""
        capital = self.translator.cldr.language in _NOUNS_ARE_CAPITAL or label[1:2].isupper()
        return label if capital else label[0].lower() + label[1:]


def fill(template: str, values: Mapping[str, str | Inlines]) -> Inlines:
    """A template with `{places}`, as inlines."""
    filled: list[object] = []
    for literal, place, _, _ in Formatter().parse(template):
        if literal:
            filled.append(Text(literal))
        if place:
            given = values[place]
            filled.extend(text(given) if isinstance(given, str) else given)
    return merged(tuple(filled))  # type: ignore[arg-type]


def merged(inlines: Inlines) -> Inlines:
    """Neighbouring words as one, so that the same sentence is always the same tree."""
    done: list[object] = []
    for inline in inlines:
        if isinstance(inline, Text) and done and isinstance(done[-1], Text):
            done[-1] = Text(done[-1].text + inline.text)
        else:
            done.append(inline)
    return tuple(done)  # type: ignore[arg-type]


def marked(said: str) -> Inlines:
    """Words in which a ◦ stands for the mark of an invented detail."""
    first, *rest = said.split(MARK)
    inlines = [*text(first)]
    for part in rest:
        inlines += [Mark(), *text(part)]
    return tuple(inlines)


def sentence(inlines: Inlines) -> Inlines:
    """With a capital at its head."""
    match inlines:
        case (Text(said), *rest):
            return (Text(said[:1].upper() + said[1:]), *rest)
        case (Foreign(children, lang), *rest):
            return (Foreign(sentence(children), lang), *rest)
    return inlines


def stopped(inlines: Inlines) -> Inlines:
    """With a capital at its head and a full stop at its end."""
    said = words(inlines).rstrip()
    return sentence(inlines if said[-1:] in {".", "!", "?", "…"} else merged((*inlines, Text("."))))


def joined(parts: Sequence[Inlines], between: str = " ") -> Inlines:
    """Inlines one after another, leaving out the empty ones."""
    done: list[object] = []
    for part in parts:
        if part:
            done += [Text(between), *part] if done else part
    return merged(tuple(done))  # type: ignore[arg-type]
