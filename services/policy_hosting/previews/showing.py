"""A version that is not public yet, rendered by the same hands as the pages of the center."""

from dataclasses import replace

from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.policy_page import policy_page
from services.policy_hosting.versions.about import About
from services.policy_hosting.versions.binding import facts_of
from services.policy_hosting.versions.reading import PublicDocument, PublicText, PublicVersion
from services.policy_hosting.versions.state import State
from shared import clock
from shared.errors import Missing
from shared.phrase import phrase


def preview_page(center: Center, seen: About, locale: str) -> str:
    """The document's lasting address as it will be with this version in force."""
    document = _with(center, seen, locale)
    others = tuple(each for each in center.publication.documents if each.id != document.id)
    shown = replace(center, publication=replace(center.publication, documents=(*others, document)))
    return policy_page(shown, document, locale)


def _with(center: Center, seen: About, locale: str) -> PublicDocument:
    """The document with this version in force today; what is in force now has ended, what is to come stays unsaid."""
    known = next((each for each in center.publication.documents if each.id == seen.document.id), None)
    before = [_ended(each) for each in known.past_and_present if each.id != seen.version.id] if known else []
    texts = seen.texts
    if not texts:
        raise Missing(phrase("There is no text yet."))
    prevailing = seen.document.prevailing_locale
    return PublicDocument(
        id=seen.document.id,
        slug=seen.document.slug,
        kind=seen.document.kind,
        audience=seen.document.audience,
        prevailing_locale=prevailing if prevailing in texts else locale if locale in texts else next(iter(texts)),
        versions=(*before, _version(center, seen)),
    )


def _version(center: Center, seen: About) -> PublicVersion:
    version, now = seen.version, clock.now()
    source = seen.texts.get(seen.document.prevailing_locale)
    return PublicVersion(
        id=version.id,
        number=version.number,
        state=State.IN_FORCE,
        change=version.change,
        summary=version.summary,
        facts_yaml=version.facts,
        facts=facts_of(version.facts),
        content_hash=version.content_hash or "0" * 64,
        effective_on=version.effective_on or clock.today(center.profile.zone),
        effective_from=version.effective_from or now,
        ended_at=None,
        entered_on=None,
        corrects=None,
        corrected_by=None,
        announcement=None,
        texts={
            code: PublicText(
                locale=code,
                title=text.title,
                text=text.text,
                text_hash=text.text_hash,
                stale=source is not None and text.stale(source),
            )
            for code, text in seen.texts.items()
        },
    )


def _ended(version: PublicVersion) -> PublicVersion:
    if version.state is not State.IN_FORCE:
        return version
    return replace(version, state=State.SUPERSEDED, ended_at=clock.now())
