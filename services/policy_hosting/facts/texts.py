"""The words inside a record: where they are, in which languages they lack, and a hash to know stale translations by."""

import hashlib

from services.policy_hosting.facts.entry import walk
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.words import Words


def texts(facts: Facts) -> dict[str, Words]:
    """Every text per language, by its path."""
    return {path: part for path, part in walk(facts) if isinstance(part, Words)}


def untranslated(facts: Facts, locale: str) -> list[str]:
    """The paths of texts that have nothing in a language."""
    return [path for path, words in texts(facts).items() if not words.has(locale)]


def words_hash(facts: Facts, locale: str) -> str:
    """The hash of all words in one language: a translation made from other words is stale."""
    said = "\n".join(f"{path}\t{words.text(locale)[0]}" for path, words in texts(facts).items())
    return hashlib.sha256(said.encode()).hexdigest()
