"""What changed in the prevailing text since a translation was made from it."""

from services.policy_hosting.publication.compared_html import compared_sections
from services.policy_hosting.publication.view import ComparedSection
from services.policy_hosting.texts.anchors import anchored
from services.policy_hosting.texts.comparison import compare
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.tree import Document
from services.policy_hosting.translations.translation import Translation
from services.policy_hosting.versions.about import About
from services.policy_hosting.versions.version import Version
from shared.errors import Invalid


async def changes_since(about: About, translation: Translation, locale: str) -> tuple[ComparedSection, ...]:
    """The changed sections of the prevailing text; nothing where the text of that time is not known any more."""
    now = about.texts.get(about.document.prevailing_locale)
    versions = await Version.filter(document_id=about.document.id).values_list("id", flat=True)
    then = await Translation.filter(version_id__in=list(versions), text_hash=translation.source_hash).first()
    if now is None or then is None:
        return ()
    compared = compare(_bare(then.text), _bare(now.text))
    return tuple(each for each in compared_sections(compared, locale) if each.change != "unchanged")


def _bare(text: str) -> Document:
    """The text without its facts; what cannot be read compares as nothing."""
    try:
        return anchored(parse(text, directives=lambda _name, _arguments: ()))
    except Invalid:
        return Document(())
