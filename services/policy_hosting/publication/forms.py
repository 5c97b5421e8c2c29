"""The same text for programs and for keeping: Markdown with its dates, JSON with facts, texts and hash."""

import json
from typing import Any

from services.policy_hosting.publication.addresses import Addresses
from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.furniture import title_of
from services.policy_hosting.publication.kept_forms import markdown, plain_facts
from services.policy_hosting.publication.naming import standing
from services.policy_hosting.publication.reading_text import read_text
from services.policy_hosting.versions.reading import PublicDocument, PublicVersion

FORMAT = "avow-policy-1"


def markdown_form(center: Center, document: PublicDocument, version: PublicVersion, locale: str) -> str:
    """The text with its facts printed, under a head that says what it is and since when it holds."""
    read = read_text(document, version, locale)
    title, _lang = title_of(document, version, locale)
    head = {
        "title": title,
        "company": center.profile.legal_entity,
        "language": read.locale,
        "version": version.number,
        "state": version.state.value,
        "effective": version.effective_on.isoformat(),
        "hash": version.content_hash,
        "address": center.origin + Addresses(locale).version(document.slug, version.number),
    }
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
    said = standing(center.profile, locale)
    notice = f"> {said}\n\n" if said else ""
    return f"---\n{lines}---\n\n# {title}\n\n{notice}{markdown(read.source)}"


def json_form(center: Center, document: PublicDocument, version: PublicVersion, locale: str) -> str:
    """Everything about a version that is public; texts are as written, with their directives."""
    announcement = version.announcement
    said: dict[str, Any] = {
        "format": FORMAT,
        "tenant": center.profile.slug,
        "company": center.profile.legal_entity,
        "demonstration": center.profile.demonstration,
        "confirmed": center.profile.state != "unproven",
        "document": {
            "slug": document.slug,
            "kind": document.kind.value,
            "audience": document.audience.value,
            "prevailing_language": document.prevailing_locale,
            "title": title_of(document, version, locale)[0],
        },
        "version": {
            "number": version.number,
            "state": version.state.value,
            "change": version.change.value,
            "effective_on": version.effective_on.isoformat(),
            "announced_on": announcement.announced_on.isoformat() if announcement else None,
            "way": announcement.way.value if announcement else None,
            "reasons": dict(announcement.reasons) if announcement else {},
            "entered_on": version.entered_on.isoformat() if version.entered_on else None,
            "summary": dict(version.summary),
            "hash": version.content_hash,
            "address": center.origin + Addresses(locale).version(document.slug, version.number),
        },
        "facts": plain_facts(version.facts_yaml),
        "texts": {
            code: {"title": text.title, "text": text.text, "hash": text.text_hash, "stale": text.stale}
            for code, text in sorted(version.texts.items())
        },
    }
    return json.dumps(said, ensure_ascii=False) + "\n"
