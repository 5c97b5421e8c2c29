"""The canonical content of a version and its hash: what can be cited, and compared years later."""

import hashlib
import json
from collections.abc import Mapping

from services.policy_hosting.documents.document import Document
from services.policy_hosting.translations.translation import Translation
from services.policy_hosting.versions.version import Version

_FORM = "avow-content-1"


def content_hash(prevailing: str, facts: str, texts: Mapping[str, str]) -> str:
    """SHA-256 over prevailing language, facts and every text, in a form that does not depend on order."""
    content = {"form": _FORM, "prevailing": prevailing, "facts": facts, "texts": dict(texts)}
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


async def hash_content(version: Version, document: Document) -> str:
    """The hash of a version as it stands in the database."""
    texts = {each.locale: each.text for each in await Translation.filter(version_id=version.id)}
    return content_hash(document.prevailing_locale, version.facts, texts)
