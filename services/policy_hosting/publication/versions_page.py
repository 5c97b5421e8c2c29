"""The list of a document's versions, and the page for days before the first known one."""

from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.furniture import document_view, furniture, version_view
from services.policy_hosting.publication.view import BeforeView, VersionsView
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion
from shared.web.templates import render


def versions_page(center: Center, document: PublicDocument, locale: str) -> str:
    """Every version readers may see, newest first: announced, in force, earlier, called off."""
    view = VersionsView(
        furniture=furniture(center, locale, lambda where: where.versions(document.slug)),
        document=document_view(document, locale),
        versions=tuple(
            version_view(center, document, version, locale)
            for version in sorted(document.versions, key=_newest_first, reverse=True)
        ),
    )
    return render("policy_hosting/public/versions.html", locale, center.static, view=view)


def before_page(center: Center, document: PublicDocument, locale: str) -> str:
    """What is said of a day before the first known text."""
    first = (document.past_and_present or document.coming)[0]
    view = BeforeView(
        furniture=furniture(center, locale, lambda where: where.before(document.slug)),
        document=document_view(document, locale),
        first=version_view(center, document, first, locale),
    )
    return render("policy_hosting/public/before.html", locale, center.static, view=view)


def _newest_first(version: PublicVersion) -> tuple[object, int]:
    return version.effective_from, version.number
