"""A translation: the Markdown of a version in one language, and the hash of the text it was made from."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from uuid import UUID

from tortoise import fields

from shared.errors import Invalid, Problem
from shared.phrase import phrase
from shared.tenancy.model import TenantModel

LONGEST = 500_000
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Translation(TenantModel):
    """The text of a version in one language; of the prevailing language it is the source itself."""

    version_id: UUID = fields.UUIDField()
    locale = fields.CharField(20)
    title: str = fields.TextField()
    text: str = fields.TextField()
    text_hash = fields.CharField(64)
    source_hash = fields.CharField(64)  # of the prevailing text that this one was made from
    carried_from: UUID | None = fields.UUIDField(null=True)  # the version it was taken over from, unchanged

    class Meta:
        table = "translation"

    def stale(self, source: "Translation | None") -> bool:
        """Whether the prevailing text has changed since this translation was made."""
        return source is None or self.source_hash != source.text_hash


async def texts_of(versions: Iterable[UUID]) -> dict[UUID, dict[str, Translation]]:
    """All translations of these versions, by version and locale."""
    found: dict[UUID, dict[str, Translation]] = {version: {} for version in versions}
    if found:
        for each in await Translation.filter(version_id__in=list(found)):
            found[each.version_id][each.locale] = each
    return found


def stale_locales(texts: Mapping[str, Translation], prevailing: str) -> list[str]:
    """The languages whose text was made from another source text."""
    source = texts.get(prevailing)
    return sorted(locale for locale, text in texts.items() if text.stale(source))


def canonical(text: str, field: str = "text") -> str:
    """The text as it is kept and hashed: composed letters, plain line ends, no invisible controls."""
    if len(text) > LONGEST:
        reason = phrase("is longer than {most} characters", most=LONGEST)
        raise Invalid(f"{field}: {reason}", problems=[Problem(field, reason)])
    plain = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    if found := _NEVER.search(plain):
        line = plain.count("\n", 0, found.start()) + 1
        reason = phrase("line {line} holds an invisible control character", line=line)
        raise Invalid(f"{field}: {reason}", problems=[Problem(field, reason)])
    if not plain.strip():
        raise Invalid(f"{field}: is empty", problems=[Problem(field, phrase("is empty"))])
    return plain.strip("\n") + "\n"


def hash_of(text: str) -> str:
    """SHA-256 of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()
