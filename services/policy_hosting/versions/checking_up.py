"""What an author should look at in the versions in force: facts, languages, and the profile they have drifted from."""

from collections.abc import Iterator
from typing import Any

from services.policy_hosting.documents.document import Document
from services.policy_hosting.documents.kind import NOTICES
from services.policy_hosting.facts.findings import findings, missing_words
from services.policy_hosting.facts.profile_differences import profile_differences
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.versions.reading import PublicDocument, publication
from shared.events import TenantProfile
from shared.tenancy.profile import profile

Remark = dict[str, Any]


async def remarks(locale: str = "en") -> list[Remark]:
    """One remark per thing, with the document, the place and how much it matters."""
    who = await profile()
    documents = (await publication()).documents
    empty = await Document.exclude(id__in=[each.id for each in documents]) if documents else await Document.all()
    found = [remark for document in documents for remark in _of(document, who, locale)]
    return found + [_remark(each.slug, "", "look", "Nothing is published.") for each in empty]


def _of(document: PublicDocument, who: TenantProfile, locale: str) -> Iterator[Remark]:
    version = document.in_force
    if version is None:
        return
    facts = version.facts or Facts()
    if document.kind in NOTICES:
        stated, all_of_them = facts.stated()
        if stated < all_of_them:
            yield _remark(document.slug, "facts", "look", f"{stated} of {all_of_them} subjects are stated.")
        for finding in findings(facts, locale):
            yield _remark(document.slug, f"facts.{finding.field}", finding.weight.value, finding.message)
    for finding in missing_words(facts, who.locales):
        yield _remark(document.slug, f"facts.{finding.field}", finding.weight.value, finding.message)
    for sentence in profile_differences(facts, who, locale):
        yield _remark(document.slug, "facts", "look", sentence)
    for code in who.locales:
        text = version.texts.get(code)
        if text is None:
            yield _remark(document.slug, f"texts.{code}", "look", "There is no text in this language.")
        elif text.stale:
            yield _remark(document.slug, f"texts.{code}", "look", "The prevailing text has changed since it was made.")


def _remark(slug: str, place: str, weight: str, message: str) -> Remark:
    return {"document": slug, "place": place, "weight": weight, "message": message}
