"""What binds a version when it is announced: read from the versions in force, whole, before the lock decides."""

from functools import lru_cache
from uuid import UUID

from services.policy_hosting.documents.document import Document
from services.policy_hosting.documents.kind import Kind
from services.policy_hosting.facts.notices import About
from services.policy_hosting.facts.reading import load
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.versions.kept_facts import altered
from services.policy_hosting.versions.lock import Lock
from services.policy_hosting.versions.promise import Promise, about, promises_of, shortened
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.version import Version, present
from shared import clock
from shared.events import TenantProfile


@lru_cache(maxsize=64)
def facts_of(written: str) -> Facts | None:
    """A version's facts from the YAML it keeps; None where it keeps none."""
    return load(written) if written else None


async def lock_on(version: Version, document: Document, profile: TenantProfile, *, against: Version | None) -> Lock:
    """The lock on a version, announced today over `against` (the version in force, or the one it corrects)."""
    today = clock.today(profile.zone)
    in_force = await present(document.id)
    old = promises_of(facts_of(in_force.facts), profile.country) if in_force else ()
    new = promises_of(facts_of(version.facts), profile.country)
    shorter = shortened(old, new, today)
    return Lock(
        announced_on=today,
        first=not await _ever_in_force(document.id),
        binding=(*about(old, About.THIS_TEXT), *await _about_terms(document, profile.country), *shorter),
        shortened=shorter,
        altered=tuple(altered(facts_of(against.facts), facts_of(version.facts))) if against else (),
    )


async def _about_terms(document: Document, country: str) -> list[Promise]:
    """Notice before a change of the terms may be promised by another document than the terms."""
    if document.kind is not Kind.TERMS:
        return []
    found: list[Promise] = []
    for version in await Version.filter(state=State.IN_FORCE):
        found += about(promises_of(facts_of(version.facts), country), About.TERMS)
    return found


async def _ever_in_force(document: UUID) -> bool:
    return await Version.filter(document_id=document, state__in=[State.IN_FORCE, State.SUPERSEDED]).exists()
