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
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion

_TREES = 32  # a tree is some hundred times as large as its text
_SMALL = 512
_PLACE = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Source:
    """All that a text's forms are made from; equal sources make equal forms, so these are made once."""

    text: str
    facts_yaml: str
    locale: str
    prevailing: str  # the prevailing text, which names the anchors


@dataclass(frozen=True, slots=True)
class ReadText:
    """`lang` is set where the reader's language is missing and this is the prevailing text."""

    source: Source
    lang: str | None
    stale: bool

    @property
    def locale(self) -> str:
        return self.source.locale

    @property
    def document(self) -> Document:
        return parsed(self.source)

    def place(self, *directives: str) -> str | None:
        """The anchor of the section that prints the first of these directives that the text prints."""
        places = _places(self.source.text, self.source.prevailing)
        return next((places[name] for name in directives if name in places), None)


def read_text(document: PublicDocument, version: PublicVersion, locale: str) -> ReadText:
    """The text in the reader's language, else the prevailing one."""
    prevailing = version.texts[document.prevailing_locale]
    text = version.texts.get(locale, prevailing)
    return ReadText(
        source=Source(text.text, version.facts_yaml, text.locale, prevailing.text),
        lang=None if text.locale == locale else text.locale,
        stale=text.stale,
    )


@lru_cache(maxsize=_TREES)
def parsed(source: Source) -> Document:
    """The tree, with the facts printed in the text's language."""
    facts = load(source.facts_yaml) if source.facts_yaml else Facts()

    def blocks(name: str, arguments: dict[str, str]) -> Sequence[Block]:
        return directive(name, arguments, facts, source.locale)

    return _aligned(parse(source.text, directives=blocks), source.text, source.prevailing)


@lru_cache(maxsize=_SMALL)
def _places(text: str, prevailing: str) -> Mapping[str, str]:
    """Where each directive stands: the text read again with a mark in each directive's stead."""
    found: dict[str, str] = {}
    anchor = ""
    for block in _aligned(parse(text, directives=_marked), text, prevailing).blocks:
        if isinstance(block, Heading):
            anchor = block.anchor
        elif isinstance(block, Paragraph) and anchor:
            for part in words(block.inlines).split(_PLACE)[1::2]:
                found.setdefault(part, anchor)
    return found


@lru_cache(maxsize=_TREES)
def _bare(prevailing: str) -> Document:
    """The prevailing text for its headings alone."""
    return anchored(parse(prevailing, directives=_marked))


def _aligned(document: Document, text: str, prevailing: str) -> Document:
    return anchored(document) if text == prevailing else align(_bare(prevailing), document)


def _marked(name: str, arguments: dict[str, str]) -> Sequence[Block]:
    del arguments
    return [Paragraph((Text(f"{_PLACE}{name}{_PLACE}"),))]
