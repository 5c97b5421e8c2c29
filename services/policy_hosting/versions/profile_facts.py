"""A version and the tenant's profile: what a first one starts with, and how one in force catches up with it."""

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.facts.from_profile import following, from_profile
from services.policy_hosting.facts.reading import dump
from services.policy_hosting.versions.binding import facts_of
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.publishing import Published, Wish, publish
from services.policy_hosting.versions.state import Change
from services.policy_hosting.versions.version import present
from shared.errors import Conflict, Problem
from shared.tenancy.profile import profile


async def follow_profile(document: Document, actor: Actor) -> Published:
    """One editorial version, in all languages, that names company, contacts, officer and authority as they are now."""
    version = await present(document.id)
    if version is None:
        reason = "nothing is in force"
        raise Conflict(f"document: {reason}", problems=[Problem("document", reason)])
    facts = facts_of(version.facts)
    who = await profile()
    now = following(facts, who) if facts else from_profile(who)
    if now == facts:
        reason = "the version in force says what the profile says"
        raise Conflict(f"document: {reason}", problems=[Problem("document", reason)])
    wish = Wish(change=Change.EDITORIAL, keep_stale=True)
    return await publish(document.slug, Given(facts=dump(now)), wish, actor)
