"""Writing a version's texts: the prevailing one is the source, the others are made from it."""

from collections.abc import Mapping
from uuid import UUID

from services.policy_hosting.translations.translation import Translation, canonical, hash_of
from shared.errors import Conflict, Missing, Problem
from shared.phrase import phrase


async def write(version: UUID, texts: Mapping[str, str], titles: Mapping[str, str], *, prevailing: str) -> None:
    """Keep texts of a version; a translation written now is one of the prevailing text as it is now."""
    kept = {each.locale: each for each in await Translation.filter(version_id=version)}
    source = canonical(texts[prevailing], f"texts.{prevailing}") if prevailing in texts else None
    source_hash = hash_of(source) if source else kept[prevailing].text_hash if prevailing in kept else ""
    for locale, text in texts.items():
        clean = canonical(text, f"texts.{locale}")
        values = {
            "text": clean,
            "title": titles.get(locale, "").strip(),
            "text_hash": hash_of(clean),
            "source_hash": hash_of(clean) if locale == prevailing else source_hash,
            "carried_from": None,
        }
        await Translation.update_or_create(defaults=values, version_id=version, locale=locale)
    if prevailing in texts:
        await Translation.filter(version_id=version, locale=prevailing).update(source_hash=source_hash)


async def confirm(version: UUID, locale: str, *, prevailing: str) -> None:
    """Somebody has compared: the translation still says what the prevailing text says."""
    source = await Translation.get_or_none(version_id=version, locale=prevailing)
    if source is None:
        raise Conflict(
            "texts: the prevailing text is missing",
            problems=[Problem("texts", phrase("the prevailing text is missing"))],
        )
    if not await Translation.filter(version_id=version, locale=locale).update(source_hash=source.text_hash):
        reason = phrase("there is no such translation")
        raise Missing(f"texts.{locale}: {reason}", problems=[Problem(f"texts.{locale}", reason)])


async def leave_out(version: UUID, locale: str) -> None:
    """Readers of that language get the prevailing text, under a sentence that says so."""
    await Translation.filter(version_id=version, locale=locale).delete()
