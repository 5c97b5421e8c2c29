"""The comparison of two versions: facts first, as sentences, then words, section by section."""

from dataclasses import replace

from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.furniture import document_view, furniture, version_view
from services.policy_hosting.publication.kept_forms import compared, difference
from services.policy_hosting.publication.reading_text import ReadText, read_text
from services.policy_hosting.publication.view import ComparisonView
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion
from shared.web.templates import render


def comparison_page(
    center: Center, document: PublicDocument, old: PublicVersion, new: PublicVersion, locale: str
) -> str:
    """Both texts in one language: the reader's where both have it, else the prevailing one."""
    before, after = _in_one_language(document, old, new, locale)
    view = ComparisonView(
        furniture=furniture(center, locale, lambda where: where.comparison(document.slug, old.number, new.number)),
        document=document_view(document, locale, new),
        old=version_view(center, document, old, locale),
        new=version_view(center, document, new, locale),
        facts=difference(old.facts_yaml, new.facts_yaml, locale),
        sections=compared(before.source, after.source, locale),
        lang=after.lang,
    )
    return render("policy_hosting/public/comparison.html", locale, center.static, view=view)


def _in_one_language(
    document: PublicDocument, old: PublicVersion, new: PublicVersion, locale: str
) -> tuple[ReadText, ReadText]:
    common = locale if locale in old.texts and locale in new.texts else document.prevailing_locale
    before, after = read_text(document, old, common), read_text(document, new, common)
    if common == locale:
        return before, after
    return before, replace(after, lang=common)
