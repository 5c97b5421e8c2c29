"""Compared sections as the template shows them; what was added or removed is also said in words."""

from services.policy_hosting.publication.view import ComparedSection
from services.policy_hosting.texts.comparison import Comparison
from services.policy_hosting.texts.html import Heard, blocks_html
from services.policy_hosting.texts.tree import words
from shared.i18n import translator


def compared_sections(comparison: Comparison, locale: str) -> tuple[ComparedSection, ...]:
    """In the reader's language."""
    say = translator(locale)
    heard = Heard(inserted=say.gettext("added:"), deleted=say.gettext("removed:"))
    return tuple(
        ComparedSection(
            anchor=section.anchor or "beginning",
            title=words(section.title) or say.gettext("Beginning"),
            change=section.change.value,
            body=blocks_html(section.blocks, shift=comparison.shift, heard=heard),
            moved=section.moved,
        )
        for section in comparison.sections
    )
