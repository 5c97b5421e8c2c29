"""Documents as the console lists them: what each is called, what is in force, coming and being written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.policy_hosting.documents.document import Document
from services.policy_hosting.publication.naming import kind_name
from services.policy_hosting.translations.translation import Translation, stale_locales, texts_of
from services.policy_hosting.versions.checking_up import Remark, remarks
from services.policy_hosting.versions.state import IN_PREPARATION, State
from services.policy_hosting.versions.version import Version

SHOWN = (*IN_PREPARATION, State.SCHEDULED, State.IN_FORCE)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A document on the list."""

    document: Document
    title: str
    in_force: Version | None
    coming: Sequence[Version]
    drafts: Sequence[Version]
    stale: Sequence[str]  # languages of the version in force or being written
    remarks: Sequence[Remark]

    @property
    def findings(self) -> int:
        """What somebody should look at, but for texts that are stale: those are counted apart."""
        return sum(not each["place"].startswith("texts.") for each in self.remarks)


async def listed(locale: str, documents: Sequence[Document] | None = None) -> list[Listed]:
    """The tenant's documents, the oldest first."""
    chosen = await Document.all().order_by("created_at", "id") if documents is None else documents
    versions = (
        await Version.filter(document_id__in=[each.id for each in chosen], state__in=list(SHOWN)).order_by("number")
        if chosen
        else []
    )
    texts = await texts_of(each.id for each in versions)
    found = await remarks(locale)
    return [
        _listed(
            document,
            [each for each in versions if each.document_id == document.id],
            texts,
            [each for each in found if each["document"] == document.slug],
            locale,
        )
        for document in chosen
    ]


def title_in(texts: Mapping[str, Translation], document: Document, locale: str) -> str:
    """A version's title in a reader's language, else the prevailing one, else the kind's name."""
    said = (texts[code].title for code in (locale, document.prevailing_locale) if code in texts)
    return next(filter(None, said), kind_name(document.kind, locale))


def _listed(
    document: Document,
    versions: Sequence[Version],
    texts: Mapping[UUID, Mapping[str, Translation]],
    found: Sequence[Remark],
    locale: str,
) -> Listed:
    in_force = next((each for each in versions if each.state is State.IN_FORCE), None)
    drafts = [each for each in versions if each.state in IN_PREPARATION]
    named = in_force or (versions[-1] if versions else None)
    return Listed(
        document=document,
        title=title_in(texts[named.id], document, locale) if named else kind_name(document.kind, locale),
        in_force=in_force,
        coming=[each for each in versions if each.state is State.SCHEDULED],
        drafts=drafts,
        stale=_stale((*drafts, *([in_force] if in_force else [])), texts, document),
        remarks=found,
    )


def _stale(
    versions: Iterable[Version], texts: Mapping[UUID, Mapping[str, Translation]], document: Document
) -> list[str]:
    prevailing = document.prevailing_locale
    found = {code for each in versions for code in stale_locales(texts[each.id], prevailing)}
    return sorted(found)
