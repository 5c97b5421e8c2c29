"""The first page (five questions), the page about the center itself, and the error pages."""

from datetime import date

from services.policy_hosting.documents.kind import Kind
from services.policy_hosting.facts.rendering import answer_phrase, named_recipients
from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.furniture import announced, document_view, furniture
from services.policy_hosting.publication.reading_text import read_text
from services.policy_hosting.publication.view import (
    CenterView,
    ErrorView,
    HomeChange,
    HomePolicy,
    HomeView,
)
from services.policy_hosting.versions.reading import PublicDocument
from shared.web.templates import render

_NOTICES = (Kind.PRIVACY_NOTICE, Kind.CUSTOMER_NOTICE)
_FEW = 3


def home_page(center: Center, locale: str) -> str:
    """Ask, read, who else, what is changing, reach a person."""
    changes = [
        HomeChange(document=document_view(each, locale), change=change)
        for each in center.documents
        if (change := announced(center, each, locale)) is not None
    ]
    notice = _notice(center)
    facts = notice.in_force.facts if notice and notice.in_force else None
    view = HomeView(
        furniture=furniture(center, locale, lambda where: where.home),
        policies=tuple(
            HomePolicy(document=document_view(each, locale), begins=_since(each)) for each in center.documents
        ),
        changes=tuple(changes),
        recipients=_recipients(notice, locale) if notice and facts else None,
        recipients_named=named_recipients(facts, locale)[:_FEW] if facts else (),
        answer=answer_phrase(facts, locale) if facts else None,
    )
    return render("policy_hosting/public/home.html", locale, center.static, view=view)


def center_page(center: Center, locale: str) -> str:
    """Who answers for the center, what it records, who else is involved, how accessibility was checked."""
    settings = center.settings
    view = CenterView(
        furniture=furniture(center, locale, lambda where: where.center),
        operator=settings.operator,
        log_days=settings.log_days,
        backup_days=settings.backup_days,
        processors=settings.processors,
        checked=settings.accessibility_checked,
    )
    return render("policy_hosting/public/this_center.html", locale, center.static, view=view)


def error_page(center: Center, name: str, locale: str) -> str:
    """`missing` (404) or `unavailable` (503), in the tenant's design."""
    view = ErrorView(furniture=furniture(center, locale, None))
    return render(f"policy_hosting/public/{name}.html", locale, center.static, view=view)


def _notice(center: Center) -> PublicDocument | None:
    """The notice whose facts answer for the center: the first privacy notice in force."""
    found = [each for each in center.documents if each.kind in _NOTICES and each.in_force]
    return next(iter(sorted(found, key=lambda each: _NOTICES.index(each.kind))), None)


def _since(document: PublicDocument) -> date | None:
    return document.in_force.effective_on if document.in_force else None


def _recipients(notice: PublicDocument, locale: str) -> str | None:
    """Where the notice says who receives data: the section with that directive."""
    assert notice.in_force is not None  # noqa: S101  the caller looked
    anchor = read_text(notice, notice.in_force, locale).place("recipients")
    href = document_view(notice, locale).href
    return f"{href}#{anchor}" if anchor else None
