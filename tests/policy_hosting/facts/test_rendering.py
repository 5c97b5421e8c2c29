"""How directives speak: sentences, figures, marks, refusals."""

import pytest

from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering import DIRECTIVES, directive
from services.policy_hosting.texts.tree import Aside, AsideKind, Foreign, Mark, Paragraph, Strong, Table, Text
from shared.errors import Invalid, Missing
from shared.i18n import SHIPPED
from tests.support.facts import facts, foreign, inlines, loaded, said

NONE = {
    "scope": "scope",
    "controller": "entities",
    "contacts": "contacts",
    "dpo": "dpo",
    "authority": "authorities",
    "data": "categories",
    "purposes": "activities",
    "retention": "retention",
    "recipients": "recipients",
    "transfers": "transfers",
    "territory": "territory",
    "rights": "rights",
    "answer-time": "answer",
    "identity": "identity",
    "notice": "notices",
    "breach": "breach",
    "cookies": "cookies",
    "commitments": "commitments",
}


@pytest.mark.parametrize(("name", "subject"), NONE.items())
@pytest.mark.parametrize("locale", SHIPPED)
def test_a_subject_stated_as_none_says_so_in_one_sentence(name: str, subject: str, locale: str) -> None:
    sentence = said(name, facts(**{subject: "none"}), locale)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert said(name, Facts(), locale) == ""


@pytest.mark.parametrize(
    ("locale", "article"),
    [
        ("en", "GDPR Art. 6(1)(f)"),
        ("fr", "art. 6.1.f du RGPD"),
        ("nl", "AVG art. 6 lid 1 onder f"),
        ("de", "Art. 6 Abs. 1 lit. f DSGVO"),
    ],
)
def test_articles_are_cited_as_the_language_cites_them(locale: str, article: str) -> None:
    assert article in said("purposes", loaded("000-dfns"), locale)


@pytest.mark.parametrize(
    ("locale", "length", "shown"),
    [
        ("en", "1 month", "1 month"),
        ("fr", "3 years", "3 ans"),
        ("nl", "90 days", "90 dagen"),
        ("nl", "48 hours", "48 uur"),
        ("nl", "1 day", "1 dag"),
        ("de", "2 weeks", "2 Wochen"),
        ("fr", "30 working-days-mon-sat", "30 jours ouvrables (du lundi au samedi)"),
        ("nl", "30 working-days", "30 werkdagen"),
        ("de", "1 working-day-mon-fri", "1 Arbeitstag (Montag bis Freitag)"),
        ("pl", "3 years", "3 lata"),
        ("pt-BR", "3 years", "3 anos"),
    ],
)
def test_figures_follow_the_language(locale: str, length: str, shown: str) -> None:
    record = facts(answer=[{"length": length}])
    assert said("answer-time", record, locale, form="phrase").replace("\u00a0", " ") == shown


def test_an_answer_can_be_a_phrase_or_sentences() -> None:
    record = loaded("000-dfns")
    assert said("answer-time", record, form="phrase") == "1 month"
    assert said("answer-time", record, form="from") == "1 month from receipt of your request"
    assert said("answer-time", record, "fr").startswith("Nous répondons dès que possible, et au plus tard 1\u00a0mois")
    assert [type(block) for block in directive("answer-time", {"form": "phrase"}, record, "en")] == [Paragraph]


def test_the_right_to_object_stands_apart() -> None:
    blocks = directive("rights", {}, loaded("001-denaroo"), "en")
    apart = [block for block in blocks if isinstance(block, Aside) and block.kind is AsideKind.OBJECTION]
    assert len(apart) == 1
    assert directive("objection", {}, loaded("001-denaroo"), "en") == apart
    assert apart[0] not in directive("rights", {"without": "objection"}, loaded("001-denaroo"), "en")


def test_words_missing_in_a_language_are_marked_with_their_own() -> None:
    record = facts(retention=[{"for": "everything-else", "criterion": {"fr": "le temps utile"}}])
    (table,) = directive("retention", {}, record, "de")
    assert isinstance(table, Table)
    assert table.rows == (((Strong((Text("Alles Übrige"),)),), (Foreign((Text("Le temps utile"),), "fr"),)),)
    assert foreign([table]) == {"fr"}


def test_an_invented_detail_carries_its_mark() -> None:
    record = facts(
        identity=[{"what": "name", "when": "may", "invented": True}],
        scope={"sites": ["acme.example ◦"], "products": [{"en": "Desk◦"}]},
    )
    for name in ("identity", "scope"):
        assert any(Mark() in line for line in inlines(directive(name, {}, record, "en"))), name


def test_a_label_of_ones_own_takes_the_place_of_the_shipped_one() -> None:
    record = facts(
        categories=[{"code": "cookies", "label": {"en": "Biscuits", "fr": "Biscuits"}}],
        retention=[{"for": {"categories": ["cookies"]}, "stages": [{"length": "1 day"}]}],
    )
    assert said("retention", record) == "Biscuits | 1 day"


def test_shipped_labels_are_small_inside_a_sentence_but_for_german_nouns() -> None:
    record = facts(activities=[{"code": "billing", "categories": ["billing-data", "email-address", "ip-address"]}])
    assert "Billing data, e-mail address, IP addresses" in said("purposes", record)
    assert "Abrechnungsdaten, E-Mail-Adresse, IP-Adressen" in said("purposes", record, "de")


def test_an_unknown_directive_is_refused_with_those_there_are() -> None:
    with pytest.raises(Missing, match="retention"):
        directive("retentoin", {}, Facts(), "en")


@pytest.mark.parametrize("name", DIRECTIVES)
def test_an_unknown_argument_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        directive(name, {"colour": "red"}, Facts(), "en")
    assert refusal.value.problems[0].field == f"{name}.colour"


@pytest.mark.parametrize(
    ("name", "arguments", "first"),
    [
        ("contacts", {"for": "marketing"}, "Post (your rights)"),
        ("purposes", {"role": "processor"}, "Managing contracts"),
        ("recipients", {"kind": "authority"}, "National authorities"),
        ("commitments", {"kind": "customer-duty"}, "The customer gives people"),
        ("data", {"role": "controller"}, "Billing data"),
    ],
)
def test_arguments_choose(name: str, arguments: dict[str, str], first: str) -> None:
    chosen, whole = said(name, loaded("001-denaroo"), **arguments), said(name, loaded("001-denaroo"))
    assert chosen.startswith(first)
    assert len(chosen) < len(whole)
