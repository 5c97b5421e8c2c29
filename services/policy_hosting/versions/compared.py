"""Two versions side by side for staff, drafts too: what changed in the facts as sentences, then in the words."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.policy_hosting.publication.kept_forms import compared, difference
from services.policy_hosting.publication.reading_text import Source
from services.policy_hosting.publication.view import ComparedSection
from services.policy_hosting.versions.about import About
from shared.errors import Invalid, Problem


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What is different, in one language of the texts."""

    language: str
    languages: Sequence[str]  # both versions have these
    facts: Sequence[str]
    sections: Sequence[ComparedSection]
    problems: Sequence[Problem]  # why the words cannot be compared as they stand


def compared_with(old: About, new: About, language: str, locale: str) -> Compared:
    """The words in `language` where both have it, else in the reader's, else in the prevailing one."""
    both = [code for code in new.locales if code in old.texts and code in new.texts]
    chosen = next((code for code in (language, locale, *both) if code in both), "")
    facts = difference(old.version.facts, new.version.facts, locale)
    try:
        sections = compared(_source(old, chosen), _source(new, chosen), locale) if chosen else ()
    except Invalid as refusal:
        return Compared(language=chosen, languages=both, facts=facts, sections=(), problems=refusal.problems)
    return Compared(language=chosen, languages=both, facts=facts, sections=sections, problems=())


def _source(about: About, locale: str) -> Source:
    prevailing = about.texts.get(about.document.prevailing_locale, about.texts[locale])
    return Source(about.texts[locale].text, about.version.facts, locale, prevailing.text)
