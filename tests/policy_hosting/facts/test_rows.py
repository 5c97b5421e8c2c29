"""The 150 statements of the five real texts: each has its place in the record, and is said in every language."""

import re
from collections.abc import Iterator

import pytest
import yaml

from services.policy_hosting.facts.entry import walk
from services.policy_hosting.facts.reading import dump, load
from services.policy_hosting.facts.rendering import DIRECTIVES, at_a_glance, directive
from services.policy_hosting.facts.texts import untranslated
from shared.i18n import SHIPPED
from tests.support.facts import TENANTS, foreign, loaded, said, written

pytestmark = pytest.mark.slow

ROWS = {"0": 23, "1": 60, "2": 16, "3": 23, "4": 28}
EXPECTED = [f"{text}.{number}" for text, rows in ROWS.items() for number in range(1, rows + 1)]
_MARK = re.compile(r"  # (\d\.\d+)$")


def places(name: str) -> dict[str, str]:
    """Row ids and where they stand: the deepest entry of the YAML that begins on the row's line."""
    text = written(name)
    marked = {
        line: found[1] for line, content in enumerate(text.splitlines()) if (found := _MARK.search(content)) is not None
    }
    standing: dict[str, str] = {}
    for line, path in _starts(yaml.compose(text), ""):
        if line in marked:
            standing[marked[line]] = path
    return standing


def _starts(node: yaml.Node | None, path: str) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            place = f"{path}.{key.value}" if path else str(key.value)
            yield key.start_mark.line, place
            yield from _starts(inner, place)
    elif isinstance(node, yaml.SequenceNode):
        for number, inner in enumerate(node.value):
            yield inner.start_mark.line, f"{path}[{number}]"
            yield from _starts(inner, f"{path}[{number}]")


def test_every_row_stands_somewhere_in_the_record() -> None:
    found = {row: place for name in TENANTS for row, place in places(name).items()}
    assert sorted(found) == sorted(EXPECTED)
    assert len(found) == 150


@pytest.mark.parametrize("name", TENANTS)
def test_every_place_of_a_row_is_a_place_of_the_loaded_record(name: str) -> None:
    known = {path for path, _ in walk(loaded(name))} | {"retention", "rights"}
    lost = {row: place for row, place in places(name).items() if not _known(place, known)}
    assert lost == {}


def _known(place: str, known: set[str]) -> bool:
    """A length, a text per language or a set of codes ends the walk above its own parts."""
    return any(place == path or place.startswith((f"{path}.", f"{path}[")) for path in known)


# What the rows that need most from the record say, in English.
SAYINGS = [
    ("000-dfns", "controller", "Register | Trade and Companies Register, Paris, 888 176 575"),
    ("000-dfns", "contacts", "Data Privacy\n198 avenue de France"),
    ("000-dfns", "scope", "Where they differ, that document prevails."),
    ("000-dfns", "retention", "Prospects | 3 years from collection or from our last contact with you"),
    ("000-dfns", "retention", "In archive: until claims are time-barred (5 years)"),
    ("000-dfns", "retention", "If there is litigation: until all remedies are exhausted."),
    ("000-dfns", "retention", "Cookies | At most 13 months"),
    ("000-dfns", "territory", "and countries with an adequate level of protection only."),
    ("000-dfns", "identity", "We may ask for an official identity document."),
    ("000-dfns", "answer-time", "In that case we tell you why within 1 month of receiving your request."),
    ("000-dfns", "notice", "The page carries the date of its last revision."),
    ("001-denaroo", "scope", "Who answers there: whoever that site names."),
    ("001-denaroo", "controller", "Or, as the case may be: each interconnected operator."),
    ("001-denaroo", "controller", "Joint controller, together with you: marketing, conducting surveys"),
    ("001-denaroo", "breach", "or of the suspicion of one, at the latest 48 hours after we know of it."),
    ("001-denaroo", "answer-time", "within 1 month of confirming that we received your request."),
    ("001-denaroo", "answer-time", "We try to make our answer take at most 1 month."),
    ("001-denaroo", "data", "The law requires this data (ARCEP decision 2018-0881)."),
    ("001-denaroo", "data", "This is not personal data; it becomes personal again: combined with other data"),
    ("001-denaroo", "purposes", "A legitimate interest (our customer's and ours, GDPR Art. 6(1)(f))."),
    ("001-denaroo", "purposes", "All data | A legal obligation (GDPR Art. 6(1)(c))."),
    ("001-denaroo", "purposes", "Our customer's legal basis, on whose behalf we act."),
    ("001-denaroo", "retention", "Call recordings | At most 90 days from recording"),
    ("001-denaroo", "retention", "With the option “Storage extension”: at most 6 months from recording."),
    ("001-denaroo", "retention", "Ends earlier when the user deletes it or when the customer deletes it."),
    ("001-denaroo", "retention", "Until the contract ends, then 1 month (so that you can take your data back)"),
    ("001-denaroo", "transfers", "Safeguard, at least one of: standard contractual clauses"),
    ("001-denaroo", "rights", "Users of a client access licence. Ask your employer"),
    ("001-denaroo", "rights", "We do not seek to identify the person this data is about"),
    ("001-denaroo", "authority", "the supervisory authority of your country, such as Commission"),
    ("002-business-centers", "controller", "It is the company named in your contract."),
    ("002-business-centers", "purposes", "This may happen; it need not."),
    ("002-business-centers", "contacts", "In person | your usual contact with us"),
    ("002-business-centers", "retention", "Everything else | As long as the agreed services need"),
    ("003-back-office-pro", "controller", "Share capital | 1,000 euros"),
    ("003-back-office-pro", "scope", "Reviewed on | 12 December 2024"),
    ("003-back-office-pro", "retention", "then in archive: at most 4 years from the closing of the account"),
    ("003-back-office-pro", "retention", "Accounting records | In archive: 10 years from the issue of the document"),
    ("003-back-office-pro", "retention", "3 years from collection or from your last contact with us"),
    ("003-back-office-pro", "cookies", "Refusing them has no effect."),
    ("003-back-office-pro", "territory", "Our vendors: mainly European Union."),
    ("003-back-office-pro", "notice", "There is no notice of changes to this text."),
    ("004-perfony", "retention", "Candidates | 2 years"),
    ("004-perfony", "retention", "If you are hired: until the employment ends, then 3 years."),
    ("004-perfony", "retention", "Name and e-mail address of a person you refer | Not kept at all"),
    ("004-perfony", "recipients", "You can refuse by not buying the joint offer."),
    ("004-perfony", "dpo", "We have appointed a data protection officer."),
    ("004-perfony", "rights", "In the product itself: under Preferences."),
    (
        "004-perfony",
        "notice",
        "We announce material changes to this text at least 30 working days before they take effect",
    ),
]


@pytest.mark.parametrize(("name", "subject", "sentence"), SAYINGS)
def test_a_row_is_said(name: str, subject: str, sentence: str) -> None:
    assert sentence in said(subject, loaded(name), "en")


@pytest.mark.parametrize("name", [*TENANTS, "retention"])
def test_a_record_is_the_same_after_writing_and_reading(name: str) -> None:
    text = written(name)
    facts = load(text)
    assert load(dump(facts)) == facts
    assert yaml.safe_load(dump(facts)) == yaml.safe_load(re.sub(r": (\d{4}-\d\d-\d\d)", r': "\1"', text))


@pytest.mark.parametrize("name", TENANTS)
@pytest.mark.parametrize("locale", SHIPPED)
def test_every_directive_speaks_every_language(name: str, locale: str) -> None:
    facts = loaded(name)
    for subject in DIRECTIVES:
        blocks = directive(subject, {}, facts, locale)
        assert foreign(blocks) <= {TENANTS[name][0], "fr", "nl", "en"} - {locale}, subject
    assert at_a_glance(facts, locale).answer.text


@pytest.mark.parametrize(("name", "locale"), [(name, locale) for name, own in TENANTS.items() for locale in own])
def test_a_reader_of_the_tenants_languages_meets_no_other(name: str, locale: str) -> None:
    facts = loaded(name)
    assert untranslated(facts, locale) == []
    assert not any(foreign(directive(subject, {}, facts, locale)) for subject in DIRECTIVES)


def test_what_a_text_is_silent_about_is_not_printed() -> None:
    silent = load("answer: not-stated\nrights: not-stated\ntransfers: not-stated\nretention: not-stated\n")
    assert [said(subject, silent) for subject in DIRECTIVES] == [""] * len(DIRECTIVES)
    assert silent.stated() == (0, 18)
