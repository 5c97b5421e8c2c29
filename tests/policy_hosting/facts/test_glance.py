"""What people come for, at a glance."""

import pytest

from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering import answer_phrase, at_a_glance, named_recipients
from tests.support.facts import facts, loaded


def test_a_glance_says_who_how_when_how_long_and_where() -> None:
    glance = at_a_glance(loaded("000-dfns"), "en")
    assert [name.text for name in glance.responsible] == ["Dfns"]
    assert [(way.channel, way.href) for way in glance.reach] == [("mail", "mailto:legal@dfns.example"), ("post", None)]
    assert glance.answer.text == "1 month from receipt of your request"
    assert glance.answer_stated
    assert [(span.what.text, span.figure) for span in glance.kept] == [
        ("Cookies", "13 months"),
        ("Prospects", "3 years"),
        ("Preventing fraud", "5 years"),
    ]
    assert [place.text.split(":")[0] for place in glance.where] == ["All processing"]


def test_lengths_stand_shortest_first_and_say_when_they_follow_an_event() -> None:
    kept = at_a_glance(loaded("001-denaroo"), "fr").kept
    assert [span.days for span in kept] == sorted(span.days for span in kept)
    assert {span.what.text for span in kept if span.begins_with_event} >= {"Tout le reste"}
    assert [span.days for span in kept if span.what.text == "Enregistrements d’appels"] == [90]


def test_zero_is_a_length() -> None:
    first = at_a_glance(loaded("004-perfony"), "nl").kept[0]
    assert (first.length.text, first.days) == ("Helemaal niet bewaard", 0)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "1 month at most, as the law says"),
        ("fr", "1 mois au plus, comme le veut la loi"),
        ("nl", "Hooguit 1 maand, zoals de wet zegt"),
        ("de", "Höchstens 1 Monat, wie es das Gesetz sagt"),
    ],
)
def test_where_no_answer_time_is_stated_the_laws_stands(locale: str, said: str) -> None:
    glance = at_a_glance(Facts(), locale)
    assert glance.answer.text == said
    assert not glance.answer_stated
    assert (glance.responsible, glance.reach, glance.kept, glance.where) == ((), (), (), ())


def test_words_of_another_language_keep_their_mark() -> None:
    record = facts(entities=[{"described": {"fr": "la société de votre contrat"}}])
    (name,) = at_a_glance(record, "de").responsible
    assert (name.text, name.lang) == ("La société de votre contrat", "fr")


def test_an_invented_detail_is_marked_at_a_glance_too() -> None:
    record = facts(
        entities=[{"name": "Acme", "invented": True}],
        retention=[{"for": {"categories": ["cookies"]}, "stages": [{"length": "90 days"}], "invented": True}],
        territory=[{"covers": "hosting", "countries": ["FR"], "invented": True}],
    )
    glance = at_a_glance(record, "en")
    assert [name.text for name in glance.responsible] == ["Acme◦"]
    assert [span.what.text for span in glance.kept] == ["Cookies◦"]
    assert [place.text for place in glance.where] == ["Hosting: France◦"]


def test_an_answer_can_stand_in_a_sentence_of_the_page() -> None:
    assert answer_phrase(loaded("000-dfns"), "en") == "within 1 month of receiving your request"
    assert answer_phrase(loaded("000-dfns"), "de") == "spätestens 1 Monat nach Eingang Ihres Antrags"
    assert answer_phrase(facts(answer=[{"length": "30 days"}]), "nl") == "binnen 30 dagen"
    assert answer_phrase(Facts(), "en") is None


def test_recipients_with_words_of_their_own_are_named() -> None:
    assert named_recipients(loaded("004-perfony"), "en") == ("Partners in a joint offer", "a direct-debit provider")
