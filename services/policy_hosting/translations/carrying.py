"""Carrying over: the texts that a new version does not touch are those of the version before, by hash."""

from uuid import UUID

from services.policy_hosting.translations.translation import Translation


async def carry(before: UUID, version: UUID, *, prevailing: str, rebase: bool) -> None:
    """Take over every text that the new version lacks.

    `rebase` is for an editorial change: a translation that fitted the old prevailing text fits the new one too,
    for the change alters no meaning. After a material change it keeps the old source's hash, and so is stale.
    """
    old = {each.locale: each for each in await Translation.filter(version_id=before)}
    here = {each.locale for each in await Translation.filter(version_id=version)}
    for locale, text in old.items():
        if locale not in here:
            await Translation.create(
                version_id=version,
                locale=locale,
                title=text.title,
                text=text.text,
                text_hash=text.text_hash,
                source_hash=text.source_hash,
                carried_from=text.carried_from or before,
            )
    source = await Translation.get_or_none(version_id=version, locale=prevailing)
    if source is None:
        return
    if rebase and prevailing in old:
        # texts that were written without the source at hand, and carried ones that were not stale
        carried = Translation.filter(version_id=version, source_hash=old[prevailing].text_hash)
        await carried.update(source_hash=source.text_hash)
    await Translation.filter(version_id=version, source_hash="").update(source_hash=source.text_hash)
