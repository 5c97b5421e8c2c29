"""What the tenant promises in public now: every version in force, with the promises of its facts."""

from typing import Any

from services.policy_hosting.documents.document import Document
from services.policy_hosting.facts.promises import promises
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.versions.binding import facts_of
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.version import Version


async def public_promises() -> dict[str, Any]:
    """The whole public state, by document; what a copy needs to be right without its past."""
    in_force = {version.document_id: version for version in await Version.filter(state=State.IN_FORCE)}
    documents = await Document.filter(id__in=list(in_force)).order_by("slug")
    return {
        "documents": [
            {
                "document": str(document.id),
                "slug": document.slug,
                "kind": document.kind.value,
                "version": str(in_force[document.id].id),
                "number": in_force[document.id].number,
                "effective_on": str(in_force[document.id].effective_on),
                "promises": promises(facts_of(in_force[document.id].facts) or Facts()),
            }
            for document in documents
        ]
    }
