"""The answers at the top of a notice, from its facts, each linked to the section that says it in full."""

from markupsafe import Markup, escape

from services.policy_hosting.documents.kind import NOTICES
from services.policy_hosting.facts.rendering import Phrase, Reach, Span
from services.policy_hosting.publication.furniture import previous
from services.policy_hosting.publication.kept_forms import concerns_html, first_answers, objection_html
from services.policy_hosting.publication.reading_text import ReadText
from services.policy_hosting.publication.retention_range import RetentionPoint, RetentionRange
from services.policy_hosting.publication.view import Concern, Glance, GlanceItem, Section
from services.policy_hosting.texts.links import allowed
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion
from shared.i18n import translator

_IN_LANGUAGE = Markup('<span lang="{}">{}</span>')
_LINKED = Markup('<a href="{}">{}</a>')


def glance(document: PublicDocument, version: PublicVersion, read: ReadText, locale: str) -> Glance:
    """Empty where the version states no facts, or is no notice to the people whose data it is about."""
    if version.facts is None or document.kind not in NOTICES:
        return Glance()
    facts = first_answers(version.facts_yaml, locale)
    points = tuple(_point(span) for span in facts.kept)
    return Glance(
        responsible=_item(facts.responsible, read.place("controller", "scope")),
        reach=GlanceItem(tuple(_reached(way) for way in facts.reach), read.place("contacts", "dpo"))
        if facts.reach
        else None,
        answer=_item((facts.answer,), read.place("answer-time", "rights")),
        retention=RetentionRange(points, read.place("retention")) if points else None,
        where=_item(facts.where, read.place("territory", "transfers")),
        changed=_changed(document, version, locale),
    )


def concerns(document: PublicDocument, version: PublicVersion, read: ReadText, locale: str) -> tuple[Concern, ...]:
    """What each group of people comes for: its own rows, linked to the sections that say them in full."""
    if version.facts is None or document.kind not in NOTICES:
        return ()
    purposes, retention = read.place("purposes"), read.place("retention")
    return tuple(
        Concern(
            who=who,
            used_for=GlanceItem(used_for, purposes) if used_for else None,
            kept=GlanceItem(kept, retention) if kept else None,
        )
        for who, used_for, kept in concerns_html(version.facts_yaml, locale)
    )


def objection(document: PublicDocument, version: PublicVersion, locale: str) -> Section | None:
    """The right to object, apart from everything else, where the facts name it or what opens it (GDPR Art. 21(4))."""
    if document.kind not in NOTICES:
        return None
    html = objection_html(version.facts_yaml, locale)
    title = translator(locale).gettext("Your right to object")
    return Section(anchor="object", title=escape(title), body=html) if html else None


def _item(phrases: tuple[Phrase, ...], anchor: str | None) -> GlanceItem | None:
    return GlanceItem(tuple(_words(phrase) for phrase in phrases), anchor) if phrases else None


def _words(phrase: Phrase) -> Markup:
    said = escape(phrase.text)
    return _IN_LANGUAGE.format(phrase.lang, said) if phrase.lang else said


def _reached(way: Reach) -> Markup:
    said = _words(way.value)
    return _LINKED.format(way.href, said) if way.href and allowed(way.href) else said


def _point(span: Span) -> RetentionPoint:
    return RetentionPoint(days=round(span.days), length=span.length.text, what=span.what.text)


def _changed(document: PublicDocument, version: PublicVersion, locale: str) -> GlanceItem | None:
    """What changed last: the version's own summary, if it replaced another."""
    summary = version.summary.get(locale)
    return GlanceItem((summary,)) if summary and previous(document, version) else None
