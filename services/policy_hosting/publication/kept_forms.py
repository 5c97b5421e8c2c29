"""Forms of texts that never change once made: kept, so that a publication renders only what is new in it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from services.policy_hosting.facts.reading import load, plain
from services.policy_hosting.facts.rendering import Glance, at_a_glance, concerns, facts_difference, right_to_object
from services.policy_hosting.publication.compared_html import compared_sections
from services.policy_hosting.publication.reading_text import Source, parsed
from services.policy_hosting.publication.sections import contents
from services.policy_hosting.publication.view import ComparedSection, Entry, Section
from services.policy_hosting.texts.comparison import compare
from services.policy_hosting.texts.html import blocks_html, inlines_html
from services.policy_hosting.texts.markdown import to_markdown
from services.policy_hosting.texts.sections import cut

_KEPT = 256  # some tens of kilobytes each


@dataclass(frozen=True, slots=True)
class Body:
    """A text as HTML, section by section, and its table of contents."""

    lead: Markup
    sections: tuple[Section, ...]
    contents: tuple[Entry, ...]


@lru_cache(maxsize=_KEPT)
def body(source: Source) -> Body:
    """The text as the page shows it."""
    blocks = parsed(source).blocks
    parts = cut(blocks)
    return Body(
        lead=blocks_html(parts.lead, shift=parts.shift),
        sections=tuple(
            Section(
                anchor=heading.anchor,
                title=inlines_html(heading.inlines),
                body=blocks_html(inner, shift=parts.shift),
            )
            for heading, inner in parts.sections
        ),
        contents=contents(blocks),
    )


@lru_cache(maxsize=_KEPT)
def markdown(source: Source) -> str:
    """The text as Markdown with its facts printed."""
    return to_markdown(parsed(source))


@lru_cache(maxsize=_KEPT)
def compared(old: Source, new: Source, locale: str) -> tuple[ComparedSection, ...]:
    """Two texts, section by section."""
    return compared_sections(compare(parsed(old), parsed(new)), locale)


@lru_cache(maxsize=_KEPT)
def difference(old_yaml: str, new_yaml: str, locale: str) -> tuple[str, ...]:
    """What changed in the facts, as sentences."""
    if old_yaml == new_yaml:
        return ()
    old, new = (load(each) if each else None for each in (old_yaml, new_yaml))
    return tuple(facts_difference(old, new, locale))


@lru_cache(maxsize=_KEPT)
def first_answers(facts_yaml: str, locale: str) -> Glance:
    """What people come for, from the facts."""
    return at_a_glance(load(facts_yaml), locale)


@lru_cache(maxsize=_KEPT)
def concerns_html(facts_yaml: str, locale: str) -> tuple[tuple[Markup, tuple[Markup, ...], tuple[Markup, ...]], ...]:
    """For each group of people: who it is, what is done, how long what is kept."""
    return tuple(
        (
            inlines_html(each.who),
            tuple(inlines_html(row) for row in each.used_for),
            tuple(inlines_html(row) for row in each.kept),
        )
        for each in concerns(load(facts_yaml), locale)
    )


@lru_cache(maxsize=_KEPT)
def objection_html(facts_yaml: str, locale: str) -> Markup:
    """The right to object, from the facts, for a page that sets it apart itself."""
    return blocks_html(tuple(right_to_object(load(facts_yaml), locale))) if facts_yaml else Markup("")


@lru_cache(maxsize=_KEPT)
def plain_facts(facts_yaml: str) -> dict[str, Any] | None:
    """The facts as JSON values; not to be changed."""
    return plain(load(facts_yaml)) if facts_yaml else None
