"""A version's text as a reader of one language meets it: with its facts, and anchors common to all languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from services.policy_hosting.facts.reading import load
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering import directive
from services.policy_hosting.texts.anchors import align, anchored
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.tree import Block, Document, Heading, Paragraph, Text, words
from services.policy_hosting.versions.reading import PublicDocument, PublicText, PublicVersion

_KEPT = 512  # parsed texts; a version's text never changes, so what was parsed once holds
_PLACE = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class ReadText:
    """`lang` is set where the reader's language is missing and this is the prevailing text."""

    document: Document
    locale: str
    lang: str | None
    stale: bool
    places: Mapping[str, str]  # the anchor of the section that prints a directive

    def place(self, *directives: str) -> str | None:
        """The anchor of the first of these directives that the text prints."""
        return next((self.places[name] for name in directives if name in self.places), None)


def read_text(document: PublicDocument, version: PublicVersion, locale: str) -> ReadText:
    """The text in the reader's language, else the prevailing one."""
    prevailing = version.texts[document.prevailing_locale]
    text: PublicText = version.texts.get(locale, prevailing)
    return ReadText(
        document=_parsed(text.text, version.facts_yaml, text.locale, prevailing.text),
        locale=text.locale,
        lang=None if text.locale == locale else text.locale,
        stale=text.stale,
        places=_places(text.text, prevailing.text),
    )


@lru_cache(maxsize=_KEPT)
def _parsed(text: str, facts_yaml: str, locale: str, source: str) -> Document:
    facts = _facts(facts_yaml)

    def blocks(name: str, arguments: dict[str, str]) -> Sequence[Block]:
        return directive(name, arguments, facts, locale)

    return _aligned(parse(text, directives=blocks), text, source)


@lru_cache(maxsize=_KEPT)
def _places(text: str, source: str) -> Mapping[str, str]:
    """Where each directive stands: the text read again with a mark in each directive's stead."""
    found: dict[str, str] = {}
    anchor = ""
    for block in _aligned(parse(text, directives=_marked), text, source).blocks:
        if isinstance(block, Heading):
            anchor = block.anchor
        elif isinstance(block, Paragraph) and anchor:
            for part in words(block.inlines).split(_PLACE)[1::2]:
                found.setdefault(part, anchor)
    return found


@lru_cache(maxsize=_KEPT)
def _bare(source: str) -> Document:
    """The prevailing text for its headings alone."""
    return anchored(parse(source, directives=_marked))


def _aligned(document: Document, text: str, source: str) -> Document:
    return anchored(document) if text == source else align(_bare(source), document)


def _marked(name: str, arguments: dict[str, str]) -> Sequence[Block]:
    del arguments
    return [Paragraph((Text(f"{_PLACE}{name}{_PLACE}"),))]


@lru_cache(maxsize=64)
def _facts(facts_yaml: str) -> Facts:
    return load(facts_yaml) if facts_yaml else Facts()
