"""Documents and versions for tests: a privacy notice of Acme, published by Ada, agreed by Grace."""

from datetime import date
from typing import Any

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.versions.drafting import Given, draft
from services.policy_hosting.versions.publishing import Published, Wish, publish
from services.policy_hosting.versions.state import Change
from services.policy_hosting.versions.version import Version

ADA = Actor.operator("Ada")
ADA_AND_GRACE = Actor.operator("Ada", "Grace")
NOTICE = "# Privacy\n\nWe keep calls for {days} days.\n"
THIRTY_WORKING_DAYS = """
notices:
  - {about: this-text, change: material, length: 30 working-days, channels: [sites]}
"""


def given(days: int = 90, *, facts: str | None = None, locale: str = "en", **more: Any) -> Given:
    """A text that differs with the number of days."""
    return Given(texts={locale: NOTICE.format(days=days)}, facts=facts, **more)


async def published(
    what: Given | None = None, *, slug: str = "privacy", actor: Actor = ADA, effective: date | None = None, **wish: Any
) -> Published:
    """A version published through every step; inside the test's unit of work."""
    return await publish(slug, what or given(), Wish(effective=effective, **wish), actor)


async def approved(document: Document, what: Given, *, change: Change = Change.MATERIAL, actor: Actor = ADA) -> Version:
    """A version that only waits to be announced."""
    version = await draft(document, what, actor, change=change)
    await version.submit(actor)
    await version.approve(actor)
    return version
