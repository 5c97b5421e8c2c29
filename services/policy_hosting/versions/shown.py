"""Documents and versions as plain values, for the command line's JSON and its lines for people."""

from typing import Any

from services.policy_hosting.documents.document import Document
from services.policy_hosting.translations.translation import texts_of
from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.version import Version
from shared.events.plain import to_plain


async def documents() -> list[dict[str, Any]]:
    """The tenant's documents, each with what is in force and what is coming."""
    versions = await Version.filter(state__in=[State.IN_FORCE, State.SCHEDULED]).order_by("effective_from")
    return [
        {
            **_document(document),
            "in_force": next(
                (_brief(v) for v in versions if v.document_id == document.id and v.state is State.IN_FORCE), None
            ),
            "coming": [_brief(v) for v in versions if v.document_id == document.id and v.state is State.SCHEDULED],
        }
        for document in await Document.all().order_by("created_at", "id")
    ]


async def whole(document: Document, *, texts: bool = False) -> dict[str, Any]:
    """A document with all its versions, drafts too."""
    found = await Version.filter(document_id=document.id).order_by("number")
    return {**_document(document), "versions": [await shown(version, texts=texts) for version in found]}


async def shown(version: Version, *, texts: bool = False) -> dict[str, Any]:
    """A version with its announcements and, if wanted, its texts and facts."""
    kept = (await texts_of([version.id]))[version.id]
    announcements = await Announcement.filter(version_id=version.id).order_by("announced_at")
    return {
        "version": str(version.id),
        **_brief(version),
        "change": version.change.value,
        "summary": version.summary,
        "ended_at": to_plain(version.ended_at),
        "entered_on": to_plain(version.entered_on),
        "content_hash": version.content_hash,
        "locales": sorted(kept),
        "announcements": [_announcement(each) for each in announcements],
        **({"facts": version.facts, "texts": {code: kept[code].text for code in sorted(kept)}} if texts else {}),
    }


def lines(found: dict[str, Any]) -> str:
    """The versions of a document for people, one a line and its reasons below."""
    said = [f"{found['slug']} ({found['kind']}, {found['prevailing_locale']} prevails)"]
    for version in found["versions"]:
        date = version["effective_on"] or "no date"
        said.append(f"  {version['number']:>3}  {version['state']:<11} {date:<11} {version['change']}")
        for each in version["announcements"]:
            said += [f"         {each['way']}: {locale}: {reason}" for locale, reason in each["reasons"].items()]
    return "\n".join(said)


def _document(document: Document) -> dict[str, Any]:
    return {
        "document": str(document.id),
        "slug": document.slug,
        "kind": document.kind.value,
        "audience": document.audience.value,
        "prevailing_locale": document.prevailing_locale,
    }


def _brief(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "state": version.state.value,
        "effective_on": to_plain(version.effective_on),
        "effective_from": to_plain(version.effective_from),
    }


def _announcement(kept: Announcement) -> dict[str, Any]:
    return {
        "announced_on": to_plain(kept.announced_on),
        "effective_on": to_plain(kept.effective_on),
        "earliest_on": to_plain(kept.earliest_on),
        "way": kept.way.value,
        "promise": kept.promise,
        "reasons": kept.reasons,
        "by": kept.by,
        "second": kept.second,
        "held_from": to_plain(kept.held_from),
        "called_off_on": to_plain(kept.called_off_on),
        "called_off_reasons": kept.called_off_reasons,
    }
