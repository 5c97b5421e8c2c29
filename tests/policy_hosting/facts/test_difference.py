"""What changed between two records, as sentences."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from services.policy_hosting.facts import references
from services.policy_hosting.facts.reading import dump, load, validate
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering import facts_difference
from shared.errors import Invalid
from tests.support.facts import example, facts, loaded

pytestmark = pytest.mark.slow


def changed(name: str, before: str, after: str) -> Facts:
    """A record with one thing written differently."""
    text = dump(loaded(name))
    assert before in text
    return load(text.replace(before, after, 1))


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en", "Call recordings: 90 days → 6 months"),
        ("fr", "Enregistrements d’appels\u00a0: 90\u00a0jours → 6\u00a0mois"),
        ("nl", "Gespreksopnamen: 90 dagen → 6 maanden"),
        ("de", "Gesprächsaufzeichnungen: 90 Tage → 6 Monate"),
    ],
)
def test_a_changed_figure_is_one_short_sentence(locale: str, sentence: str) -> None:
    new = changed("001-denaroo", "90 days", "6 months")
    assert facts_difference(loaded("001-denaroo"), new, locale) == [sentence]


@pytest.mark.parametrize(
    ("name", "before", "after", "sentence"),
    [
        ("001-denaroo", "within: 48 hours", "within: 24 hours", "Breach: telling our customer: 48 hours → 24 hours"),
        (
            "004-perfony",
            "30 working-days",
            "20 working-days-mon-sat",
            "Notice of material changes to this text: 30 working days → 20 working days (Monday to Saturday)",
        ),
        ("003-back-office-pro", "- DE", "- FR", "Hosting: Hetzner Online GmbH, Germany → Hetzner Online GmbH, France"),
        ("000-dfns", "number: 888 176 575", "number: 888 176 576", "Register: Trade and Companies Register, Paris"),
    ],
)
def test_other_facts_change_in_sentences_too(name: str, before: str, after: str, sentence: str) -> None:
    (said,) = facts_difference(loaded(name), changed(name, before, after), "en")
    assert said.startswith(sentence)


def test_the_same_facts_differ_in_nothing() -> None:
    again = load(dump(loaded("001-denaroo")))
    assert facts_difference(loaded("001-denaroo"), again, "fr") == []


def test_what_comes_and_what_goes_is_said() -> None:
    cookies, none = facts(cookies=[{"kind": "analytics", "longest": "13 months"}]), facts(cookies="none")
    assert facts_difference(cookies, none, "en") == [
        "New: We use no cookies",
        "No longer stated: Audience measurement cookies: At most 13 months",
    ]
    assert facts_difference(None, none, "en") == ["New: We use no cookies"]
    assert facts_difference(none, None, "en") == ["No longer stated: We use no cookies"]


def test_no_statement_of_the_record_can_go_unseen() -> None:
    whole = yaml.safe_load(example())
    named = {subject: whole[subject] for subject in ("entities", "recipients")}  # others speak of them by name
    unseen = {
        path
        for subject, stated in whole.items()
        for path, other in _without_each(subject, named | {subject: stated})
        if not facts_difference(validate(named | {subject: stated}), other, "en")
    }
    assert unseen <= SILENT


# What may go without a sentence: defaults said aloud, terms for machines, targets of links, a code's mere label.
SILENT = {
    "scope.links.0.url",
    "entities.0.legal_form",
    "dpo.appointed",
    "authorities.0.which",
    "authorities.0.country",
    "authorities.0.url",
    "categories.0.dpv",
    "categories.0.label",
    "categories.0.special",
    "categories.0.personal",
    "categories.0.roles",
    "activities.0.dpv",
    "recipients.1.register",
    "rights.0.means.0.url",
    "rights.0.routing",
    "answer.0.strength",
    "answer.0.extension.notice.from",
    "commitments.0.role",
    "commitments.0.evidence_url",
}


def _without_each(subject: str, whole: dict[str, Any]) -> Iterator[tuple[str, Facts]]:
    """The record without one of a subject's fields, for each field that can be left out."""
    for path in _paths(whole[subject], (subject,)):
        given = copy.deepcopy(whole)
        parent: Any = given
        for step in path[:-1]:
            parent = parent[step]
        if isinstance(path[-1], int) or parent[path[-1]] in ("not-stated", False) or set(parent) <= {"en", "fr"}:
            continue
        del parent[path[-1]]
        try:
            other = validate(given)
        except Invalid:
            continue
        if not references.problems(other):
            yield ".".join(map(str, path)), other


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from _paths(inner, (*path, key))


def test_of_a_long_statement_only_the_changed_sentence_is_said() -> None:
    old = facts(answer=[{"length": "1 month", "from": "receipt"}], cookies=[{"kind": "analytics", "consent": "before"}])
    new = facts(
        answer=[{"length": "1 month", "from": "receipt", "note": {"en": "Often sooner."}}],
        cookies=[{"kind": "analytics", "consent": "browser-settings"}],
    )
    assert facts_difference(old, new, "en") == [
        "Time to answer, new: Often sooner",
        "Audience measurement cookies: Only with your prior consent → You decide in your browser's settings",
    ]
    assert facts_difference(new, old, "en")[0] == "Time to answer, no longer stated: Often sooner"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"stages": [{"length": "2 years", "from": ["applied"]}]}, "Candidates: 1 year → 2 years"),
        (
            {"stages": [{"length": "1 year", "from": ["last-contact"]}]},
            "Candidates: 1 year from your application → 1 year from our last contact with you",
        ),
    ],
)
def test_a_changed_start_is_said_with_its_figure(changes: dict[str, Any], sentence: str) -> None:
    row = {"for": {"people": ["candidates"]}, "stages": [{"length": "1 year", "from": ["applied"]}]}
    assert facts_difference(facts(retention=[row]), facts(retention=[row | changes]), "en") == [sentence]
