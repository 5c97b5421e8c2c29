"""What is stored as it stands and flagged all the same."""

from typing import Any

import pytest

from services.policy_hosting.facts.findings import Weight, findings, missing_words
from services.policy_hosting.facts.record import Facts
from shared.i18n import SHIPPED
from tests.support.facts import facts, loaded

FLAGGED: list[tuple[str, str, Weight]] = [
    ("000-dfns", "activities[0].bases", Weight.WRONG),
    ("000-dfns", "identity[0].when", Weight.WRONG),
    ("000-dfns", "recipients[2]", Weight.LOOK),
    ("001-denaroo", "answer[0].from", Weight.WRONG),
    ("001-denaroo", "answer[0].extension.notice.from", Weight.WRONG),
    ("001-denaroo", "answer[1].strength", Weight.LOOK),
    ("001-denaroo", "answer", Weight.CONFLICT),
    ("001-denaroo", "transfers[0].tools", Weight.WRONG),
    ("001-denaroo", "cookies[0].consent", Weight.WRONG),
    ("002-business-centers", "entities[0].roles", Weight.CONFLICT),
    ("002-business-centers", "contacts", Weight.WRONG),
    ("002-business-centers", "authorities", Weight.WRONG),
    ("002-business-centers", "territory[1].areas", Weight.LOOK),
    ("002-business-centers", "commitments[0].standard", Weight.WRONG),
    ("003-back-office-pro", "contacts[0].mail", Weight.WRONG),
    ("003-back-office-pro", "authorities[0].name", Weight.LOOK),
    ("003-back-office-pro", "activities[1].bases[1].consent", Weight.WRONG),
    ("003-back-office-pro", "retention[4].stages[0].from", Weight.WRONG),
    ("003-back-office-pro", "transfers[0].tools", Weight.WRONG),
    ("003-back-office-pro", "notices[0].length", Weight.LOOK),
    ("004-perfony", "authorities", Weight.WRONG),
    ("004-perfony", "notices[0].length", Weight.LOOK),
    ("004-perfony", "transfers[0].tools", Weight.WRONG),
]


@pytest.mark.parametrize(("name", "field", "weight"), FLAGGED)
def test_a_flaw_of_a_real_text_is_found(name: str, field: str, weight: Weight) -> None:
    assert (field, weight) in {(found.field, found.weight) for found in findings(loaded(name))}


@pytest.mark.parametrize(
    ("subjects", "field"),
    [
        ({"answer": [{"length": "45 days", "from": "receipt"}]}, "answer[0].length"),
        ({"breach": [{"to": ["authority"], "within": "96 hours"}]}, "breach[0].within"),
        ({"dpo": {"appointed": True}, "contacts": [{"kind": "form", "url": "https://a.example"}]}, "dpo"),
        ({"cookies": [{"kind": "advertising"}]}, "cookies[0].consent"),
        ({"retention": [{"for": {"people": ["users"]}, "criterion": "not-stated"}]}, "retention[0]"),
        (
            {
                "categories": [{"code": "cookies"}],
                "retention": [{"for": {"categories": ["photos"]}, "criterion": {"en": "x"}}],
            },
            "categories[0]",
        ),
        (
            {
                "territory": [{"strength": "exclusively", "areas": ["eea"]}],
                "transfers": [{"countries": ["US"], "tools": ["data-privacy-framework"]}],
            },
            "territory[0].strength",
        ),
    ],
)
def test_other_flaws_are_found_too(subjects: dict[str, Any], field: str) -> None:
    assert field in {found.field for found in findings(facts(**subjects))}


def test_a_sound_record_has_no_findings() -> None:
    sound = facts(
        answer=[{"length": "1 month", "from": "receipt", "strength": "shall"}],
        breach=[{"to": ["authority"], "within": "72 hours"}],
        identity=[{"what": "identity-document", "when": "on-doubt"}],
        territory=[{"covers": "hosting", "strength": "exclusively", "areas": ["eea"]}],
        transfers="none",
    )
    assert findings(sound) == []
    assert findings(Facts()) == []


@pytest.mark.parametrize("locale", SHIPPED)
def test_findings_speak_the_authors_language(locale: str) -> None:
    english = [found.message for found in findings(loaded("001-denaroo"))]
    said = [found.message for found in findings(loaded("001-denaroo"), locale)]
    assert len(said) == len(english)
    assert locale == "en" or not set(said) & set(english)


def test_words_that_lack_a_language_are_named() -> None:
    record = facts(scope={"products": [{"en": "Desk", "fr": "Bureau"}], "note": {"fr": "Ceci."}})
    (found,) = missing_words(record, ("fr", "en"))
    assert (found.field, found.message) == ("scope.note", "No text in English")
