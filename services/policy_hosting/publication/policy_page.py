"""The page of a text: the one in force at the document's lasting address, each version at its own."""

from dataclasses import replace

from services.policy_hosting.publication.addresses import Addresses
from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.furniture import (
    announced,
    document_view,
    furniture,
    shown,
    version_view,
)
from services.policy_hosting.publication.glance import concerns, glance, objection
from services.policy_hosting.publication.kept_forms import body
from services.policy_hosting.publication.reading_text import read_text
from services.policy_hosting.publication.view import Forms, Link, PolicyView, VersionView
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion
from shared.i18n import own_name
from shared.web.templates import render


def policy_page(center: Center, document: PublicDocument, locale: str) -> str:
    """The document's lasting address: the text in force, or the first one to come."""
    version = shown(document)
    if document.in_force is None:
        return version_page(center, document, version, locale, lasting=True)
    view = _view(center, document, version, locale, lasting=True)
    return render("policy_hosting/public/policy.html", locale, center.static, view=view)


def version_page(
    center: Center, document: PublicDocument, version: PublicVersion, locale: str, *, lasting: bool = False
) -> str:
    """One version at its own address, with where it stands in time."""
    view = _view(center, document, version, locale, lasting=lasting)
    current = document.in_force
    if current is not None and current is not version:
        view = replace(view, current=version_view(center, document, current, locale))
    earlier = document.same_day(version)
    if earlier:
        view = replace(view, same_day=tuple(version_view(center, document, each, locale) for each in earlier))
    return render("policy_hosting/public/version.html", locale, center.static, view=view)


def _view(
    center: Center, document: PublicDocument, version: PublicVersion, locale: str, *, lasting: bool
) -> PolicyView:
    own = Addresses(locale)
    slug, number = document.slug, version.number
    read = read_text(document, version, locale)
    made = body(read.source)

    def address(where: Addresses) -> str:
        return where.policy(slug) if lasting else where.version(slug, number)

    def form(ending: str) -> str:
        return own.form(slug, ending) if lasting else own.version_form(slug, number, ending)

    return PolicyView(
        furniture=furniture(center, locale, address),
        document=document_view(document, locale, version),
        version=version_view(center, document, version, locale),
        hash=version.content_hash,
        url=center.origin + own.version(slug, number),
        lead=made.lead,
        sections=made.sections,
        contents=made.contents,
        forms=Forms(markdown=form("md"), json=form("json"), pdf=form("pdf")),
        timeline=timeline(center, document, locale),
        glance=glance(document, version, read, locale),
        concerns=concerns(document, version, read, locale),
        objection=objection(document, version, locale),
        announced=announced(center, document, locale) if lasting else None,
        lang=read.lang,
        stale=read.stale,
        prevailing=_prevailing(document, version, locale, lasting=lasting),
    )


def timeline(center: Center, document: PublicDocument, locale: str) -> tuple[VersionView, ...]:
    """The versions that were, are or will be in force, oldest first."""
    line = [*document.past_and_present, *document.coming]
    return tuple(version_view(center, document, each, locale) for each in line)


def _prevailing(document: PublicDocument, version: PublicVersion, locale: str, *, lasting: bool) -> Link | None:
    code = document.prevailing_locale
    if code == locale:
        return None
    where = Addresses(code)
    href = where.policy(document.slug) if lasting else where.version(document.slug, version.number)
    return Link(label=own_name(code), href=href, lang=code)
