"""Editing a draft piece by piece: a text, the facts, the kind of change; what others wrote meanwhile is not lost."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import yaml

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document, check_locale, hold
from services.policy_hosting.facts.from_profile import following, from_profile
from services.policy_hosting.facts.reading import checked, dump, plain
from services.policy_hosting.permissions import Permission
from services.policy_hosting.translations.translation import Translation, canonical, hash_of
from services.policy_hosting.translations.writing import confirm, leave_out
from services.policy_hosting.versions.binding import facts_of
from services.policy_hosting.versions.checking import canonical_facts, title_in
from services.policy_hosting.versions.drafting import Given, compose
from services.policy_hosting.versions.effect import take_due
from services.policy_hosting.versions.state import Change, State
from services.policy_hosting.versions.step import step, steps_of
from services.policy_hosting.versions.version import Version, present
from shared.errors import Conflict, Problem
from shared.phrase import phrase
from shared.tenancy.profile import profile


class ChangedMeanwhile(Conflict):
    """Somebody else has written here since this person looked; carries what stands there now."""

    def __init__(self, field: str, theirs: str) -> None:
        reason = phrase("somebody else has changed this since you opened it")
        super().__init__(f"{field}: {reason}", problems=[Problem(field, reason)])
        self.theirs = theirs


async def next_draft(document: Document, actor: Actor, *, change: Change, follow_profile: bool = False) -> Version:
    """A draft that says what the version in force says, or starts from the profile where there is none.

    With `follow_profile` it names company, contacts, officer and authority as the profile does now.
    """
    actor.need(Permission.DRAFT)
    await hold(document.id)
    await take_due(document.id, document.slug)
    before = await present(document.id)
    kept = facts_of(before.facts) if before else None
    if before is None or (follow_profile and kept is None):
        facts = dump(from_profile(await profile()))
    elif follow_profile and kept is not None:
        facts = dump(following(kept, await profile()))
    else:
        facts = before.facts
    return await compose(document, Given(facts=facts), actor, change=change, before=before)


async def save_text(
    version: Version, locale: str, text: str, actor: Actor, *, seen: str | None = None, renewed: bool = False
) -> Translation:
    """Keep a text of a draft, also one that cannot be published as it stands: nothing typed is lost.

    `seen` is the hash of the text the author started from (empty: none). A translation stays one of the text it was
    made from until it is `renewed`.
    """
    document = await _open(version, actor)
    check_locale(locale, (await profile()).locales, "locale")
    clean = canonical(text)
    kept = await Translation.get_or_none(version_id=version.id, locale=locale)
    if seen is not None and seen != (kept.text_hash if kept else "") and (kept is None or kept.text != clean):
        raise ChangedMeanwhile("text", kept.text if kept else "")
    source = await Translation.get_or_none(version_id=version.id, locale=document.prevailing_locale)
    mine = hash_of(clean)
    if locale == document.prevailing_locale:
        await _source_becomes(version, source, mine)
        of = mine
    else:
        of = kept.source_hash if kept and not renewed else source.text_hash if source else ""
    values = {
        "text": clean,
        "title": title_in(clean),
        "text_hash": mine,
        "source_hash": of,
        **({"carried_from": None} if kept is None or kept.text_hash != mine else {}),
    }
    saved, _ = await Translation.update_or_create(defaults=values, version_id=version.id, locale=locale)
    await _written(version, actor, f"texts.{locale}")
    return saved


async def confirm_text(version: Version, locale: str, actor: Actor) -> None:
    """The translation still says what the prevailing text says now."""
    document = await _open(version, actor)
    await confirm(version.id, locale, prevailing=document.prevailing_locale)
    await _written(version, actor, f"texts.{locale}")


async def remove_text(version: Version, locale: str, actor: Actor) -> None:
    """Leave a translation out: its readers get the prevailing text."""
    document = await _open(version, actor)
    if locale == document.prevailing_locale:
        reason = phrase("the prevailing text cannot be left out")
        raise Conflict(f"texts.{locale}: {reason}", problems=[Problem(f"texts.{locale}", reason)])
    await leave_out(version.id, locale)
    await _written(version, actor, f"texts.{locale}")


async def save_facts(version: Version, written: str, actor: Actor, *, seen: str | None = None) -> None:
    """Keep the facts of a draft, as YAML."""
    await _open(version, actor)
    clean = canonical_facts(written)
    if seen is not None and seen != facts_seen(version) and clean != version.facts:
        raise ChangedMeanwhile("facts", version.facts)
    version.facts = clean
    await version.save(update_fields=["facts"])
    await _written(version, actor, "facts")


async def save_subject(version: Version, subject: str, stated: Any, actor: Actor, *, seen: str | None = None) -> None:
    """Keep one subject of the facts as plain values (None: not stated); the others stay as they are."""
    await _open(version, actor)
    now = subjects_of(version)
    if seen is not None and seen != subject_seen(now, subject) and stated != now.get(subject):
        raise ChangedMeanwhile("facts", yaml.safe_dump(now.get(subject), allow_unicode=True, sort_keys=False))
    others = {name: value for name, value in now.items() if name != subject}
    facts = checked(others if stated is None else {**others, subject: stated})
    version.facts = dump(facts) if facts.model_fields_set else ""
    await version.save(update_fields=["facts"])
    await _written(version, actor, f"facts.{subject}")


def subjects_of(version: Version) -> dict[str, Any]:
    """The facts of a version as plain values, by subject."""
    facts = facts_of(version.facts)
    return plain(facts) if facts else {}


def subject_seen(subjects: Mapping[str, Any], subject: str) -> str:
    """What a form remembers of the subject it was filled from."""
    return hashlib.sha256(json.dumps(subjects.get(subject), sort_keys=True).encode()).hexdigest()


def facts_seen(version: Version) -> str:
    """What a form remembers of the facts it was filled from."""
    return hashlib.sha256(version.facts.encode()).hexdigest()


async def describe(version: Version, change: Change, summary: Mapping[str, str], actor: Actor) -> None:
    """Say what kind of change it is, and in a sentence per language what changes for readers."""
    document = await _open(version, actor)
    for locale in summary:
        check_locale(locale, (await profile()).locales, f"summary.{locale}")
    if change is not version.change:
        await _judge_carried(version, document, change)
    version.change = change
    version.summary = {locale: text.strip() for locale, text in summary.items() if text.strip()}
    await version.save(update_fields=["change", "summary"])
    await _written(version, actor, "change")


async def _open(version: Version, actor: Actor) -> Document:
    actor.need(Permission.DRAFT)
    await version.hold()
    version.must_be(State.DRAFT)
    return await Document.get(id=version.document_id)


async def _source_becomes(version: Version, source: Translation | None, mine: str) -> None:
    """An editorial change alters no meaning: a translation that fitted the text fits it still."""
    await Translation.filter(version_id=version.id, source_hash="").update(source_hash=mine)
    if source is not None and version.change is Change.EDITORIAL:
        others = Translation.filter(version_id=version.id, source_hash=source.text_hash)
        await others.exclude(locale=source.locale).update(source_hash=mine)


async def _judge_carried(version: Version, document: Document, change: Change) -> None:
    """Texts carried over fit a text with other words if the change is editorial, and do not if it is material."""
    here = await Translation.get_or_none(version_id=version.id, locale=document.prevailing_locale)
    base = version.based_on
    there = await Translation.get_or_none(version_id=base, locale=document.prevailing_locale) if base else None
    if here is None or there is None or here.text_hash == there.text_hash:
        return
    old, new = (there, here) if change is Change.EDITORIAL else (here, there)
    carried = Translation.filter(version_id=version.id, carried_from__isnull=False, source_hash=old.text_hash)
    await carried.exclude(locale=document.prevailing_locale).update(source_hash=new.text_hash)


async def _written(version: Version, actor: Actor, field: str) -> None:
    """One step for a stretch of one person's writing, however often it saves itself."""
    last = (await steps_of(version.id))[-1:]
    if last and last[0].verb in {"drafted", "written"} and last[0].actor == actor.id:
        await actor.acted(Permission.DRAFT, "version", version.id, (field,))
        return
    await step(version.id, "written", Permission.DRAFT, actor, changed=(field,))
