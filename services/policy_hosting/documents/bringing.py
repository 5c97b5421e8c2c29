"""Bringing a policy along: whatever the company has, converted, as the first draft of a document."""

from dataclasses import dataclass

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.documents.kind import Audience, Kind
from services.policy_hosting.versions.drafting import Given, draft
from services.policy_hosting.versions.state import Change
from services.policy_hosting.versions.version import Version

USUAL: dict[Kind, str] = {
    Kind.PRIVACY_NOTICE: "privacy",
    Kind.CUSTOMER_NOTICE: "privacy-customers",
    Kind.CANDIDATE_NOTICE: "privacy-candidates",
    Kind.COOKIE_NOTICE: "cookies",
    Kind.PROCESSING_AGREEMENT: "processing-agreement",
    Kind.SERVICE_LEVELS: "service-levels",
    Kind.TERMS: "terms",
    Kind.LEGAL_NOTICE: "legal-notice",
    Kind.ACCESSIBILITY_STATEMENT: "accessibility",
    Kind.OTHER: "document",
}
"""The address where nobody wishes another."""


@dataclass(frozen=True)
class Brought:
    """The document and its first draft."""

    document: Document
    version: Version


async def bring(
    slug: str, text: str, actor: Actor, *, kind: Kind, locale: str, audience: Audience = Audience.EVERYONE
) -> Brought:
    """Open a document and draft its first version from a text in Markdown; facts can come later."""
    document = await Document.open(
        slug or USUAL[kind], kind=kind, prevailing_locale=locale, actor=actor, audience=audience
    )
    version = await draft(document, Given(texts={locale: text}), actor, change=Change.MATERIAL)
    return Brought(document, version)
