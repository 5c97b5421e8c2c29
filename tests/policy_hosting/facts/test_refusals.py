"""What is wrong in a record is refused with the field's path and a reason a person understands."""

import pytest

from services.policy_hosting.facts.reading import load
from services.policy_hosting.facts.yaml_text import LARGEST
from shared.errors import Invalid

WRONG = [
    (
        "retention: [{for: {people: [prospects]}, stages: [{length: 90 dys}]}]",
        "retention[0].stages[0].length",
        "90 days",
    ),
    (
        "retention: [{for: {people: [prospects]}, stages: [{length: 3}]}]",
        "retention[0].stages[0].length",
        "a number and",
    ),
    (
        "retention: [{for: {people: [users]}, stages: [{length: 5 days-mon-fri}]}]",
        "retention[0].stages[0].length",
        "unit",
    ),
    ("retention: [{for: {people: [prspects]}, criterion: none}]", "retention[0].for.people[0]", "prospects"),
    ("retention: [{for: {categories: [secrets]}, criterion: none}]", "retention[0].for.categories[0]", "categories"),
    ("retention: [{for: {activities: [x]}, criterion: none}]", "retention[0].for.activities[0]", "activities"),
    ("retention: [{criterion: none}]", "retention[0].for", "is missing"),
    ("retention: [{for: {people: [users]}}]", "retention[0]", "stages or a criterion"),
    ("retention: [{for: {people: [users]}, stages: [{}]}]", "retention[0].stages[0]", "a length or until"),
    ("retention: [{for: {people: [users]}, stages: [{until: doomsday}]}]", "retention[0].stages[0].until", "one of"),
    (
        "retention: [{for: {people: [users]}, stages: [{until: contract-ended, from: [collected]}]}]",
        "retention[0].stages[0]",
        "not how long",
    ),
    (
        "retention: [{for: {people: [users]}, stages: [{length: 1 day, from: [collected], which: latest}]}]",
        "retention[0].stages[0]",
        "fewer than two",
    ),
    (
        "retention: [{for: {people: [users]}, criterion: none, option: {name: gold}}]",
        "retention[0].option",
        "give it a label",
    ),
    (
        "retention: [{for: {people: [users]}, criterion: none, unless: [{when: bored}]}]",
        "retention[0].unless[0].when",
        "bored",
    ),
    ("retention: [{for: {option: gold}, criterion: none}]", "retention[0].for.option", "no retention row"),
    ("retention: [{for: {people: [users]}, criterion: long}]", "retention[0].criterion", "without its language"),
    ("retention: [{for: {people: [users]}, criterion: {xx: a}}]", "retention[0].criterion", "“xx”"),
    ("retention: [{for: {people: [users]}, criterion: {fr: 3}}]", "retention[0].criterion", "must be words"),
    ("retention: [{for: {people: [users]}, criterion: {fr: ' '}}]", "retention[0].criterion", "is empty"),
    ("retention: [{for: {people: [users]}, criterion: {}}]", "retention[0].criterion", "text per language"),
    ('retention: [{for: {people: [users]}, criterion: {fr: "a\\u202eb"}}]', "retention[0].criterion", "invisible"),
    (f"scope: {{note: {{en: {'x' * 2001}}}}}", "scope.note", "longer than 2000"),
    ("retentoin: []", "retentoin", "did you mean retention"),
    ("rights: [{right: acess}]", "rights[0].right", "access"),
    ("rights: [{rihgt: access}]", "rights[0].rihgt", "did you mean right"),
    ("rights: [access]", "rights[0]", "a group of named fields"),
    ("rights: []", "rights", "empty list"),
    ("rights:", "rights", "left empty"),
    ("rights: access", "rights", "must be a list"),
    ("rights: [{right: access, means: [{kind: magic}]}]", "rights[0].means[0].kind", "one of"),
    ("rights: [{right: access, routing: nobody}]", "rights[0].routing", "one of"),
    ("answer: [{length: 1 month, from: receit}]", "answer[0].from", "receipt"),
    ("answer: [{length: 1 month, as_soon_as_possible: perhaps}]", "answer[0].as_soon_as_possible", "true or false"),
    ("answer: [{extension: {notice: {from: receipt}}}]", "answer[0].extension.notice.length", "is missing"),
    ("identity: [{what: blood, when: may}]", "identity[0].what", "blood"),
    ("identity: [{what: name}]", "identity[0].when", "is missing"),
    ("scope: {applies_from: 2024-31-12}", "scope.applies_from", "a day such as"),
    ("scope: {applies_from: soon}", "scope.applies_from", "a day such as"),
    ("scope: {people: [{code: Dog Owners}]}", "scope.people[0].code", "must be a code"),
    ("scope: {people: [{code: dog-owners}]}", "scope.people[0].label", "words of its own"),
    ("scope: {people: [{code: users}, {code: users}]}", "scope.people[1].code", "again"),
    ("scope: {sites: ['']}", "scope.sites[0]", "one line"),
    ("scope: {links: [{name: {en: T}, url: 'javascript:alert(1)'}]}", "scope.links[0].url", "https://"),
    ("scope: {links: [{url: 'https://a.example'}]}", "scope.links[0].name", "is missing"),
    ("entities: [{number: 938810660}]", "entities[0].number", "in quotes"),
    ("entities: [{addresses: [{country: XX}]}]", "entities[0].addresses[0].country", "capital letters"),
    ("entities: [{addresses: [{country: France}]}]", "entities[0].addresses[0].country", "FR"),
    ("entities: [{capital: {amount: lots, currency: EUR}}]", "entities[0].capital.amount", "whole number"),
    ("entities: [{capital: {amount: -1, currency: EUR}}]", "entities[0].capital.amount", "below 0"),
    ("entities: [{capital: {amount: 1, currency: euro}}]", "entities[0].capital.currency", "form"),
    ("entities: [{roles: [{role: boss}]}]", "entities[0].roles[0].role", "one of"),
    ("contacts: [{kind: mail, mail: '[email protected]'}]", "contacts[0].mail", "is not a mail address"),
    ("contacts: [{kind: mail}]", "contacts[0]", "needs “mail”"),
    ("contacts: [{kind: post}]", "contacts[0]", "needs “address”"),
    ("contacts: [{kind: telephone, telephone: call me}]", "contacts[0].telephone", "telephone number"),
    ("contacts: [{kind: usual-contact, entity: acme}]", "contacts[0].entity", "entities"),
    ("contacts: [{kind: usual-contact, languages: [zz]}]", "contacts[0].languages[0]", "does not exist"),
    ("dpo: {appointed: 'yes'}", "dpo.appointed", "true or false"),
    ("dpo: [x]", "dpo", "a group of named fields"),
    ("categories: [{code: foo}]", "categories[0].label", "words of its own"),
    ("categories: [{code: cookies, dpv: [pd:cookie]}]", "categories[0].dpv[0]", "a term of DPV"),
    (
        "categories: [{code: cookies, special: {kind: special, article: '6(1)(a)'}}]",
        "categories[0].special.article",
        "form",
    ),
    (
        "activities: [{code: marketing, bases: [{article: 6(1)(a), special: x}]}]",
        "activities[0].bases[0].special",
        "form",
    ),
    ("categories: [{code: cookies, obligation: {by: custom}}]", "categories[0].obligation.by", "one of"),
    ("activities: [{code: marketing, bases: [{article: 6.1.f}]}]", "activities[0].bases[0].article", "6(1)(f)"),
    ("activities: [{code: marketing, recipients: [mailer]}]", "activities[0].recipients[0]", "recipients"),
    ("activities: [{code: marketing, categories: [al]}]", "activities[0].categories[0]", "“al”"),
    ("recipients: [{kind: subprocessor, name: Stripe}]", "recipients[0]", "under register"),
    ("recipients: [{kind: friend}]", "recipients[0].kind", "one of"),
    ("transfers: [{tools: [handshake]}]", "transfers[0].tools[0]", "one of"),
    ("transfers: [{to: [nobody]}]", "transfers[0].to[0]", "recipients"),
    ("territory: [{areas: [mars]}]", "territory[0].areas[0]", "one of"),
    ("territory: [{countries: [NO, no]}]", "territory[0].countries[1]", "capital letters"),
    ("notices: [{length: 30 days}]", "notices[0].about", "is missing"),
    ("notices: [{about: this-text, channels: this-page}]", "notices[0].channels", "must be a list"),
    ("breach: [{within: 48}]", "breach[0].within", "a number and a unit"),
    ("breach: [{within: 48 hours, 1: x}]", "breach[0].1", "not a field"),
    ("cookies: [{kind: chocolate}]", "cookies[0].kind", "one of"),
    ("commitments: [{kind: isolation}]", "commitments[0].text", "is missing"),
    ("commitments: [{kind: isolation, text: {en: x}, expires: 2026}]", "commitments[0].expires", "a day such as"),
    ("- rights", "the text", "a group of named subjects"),
    ("just words", "the text", "a group of named subjects"),
]


@pytest.mark.parametrize(("written", "field", "reason"), WRONG)
def test_a_wrong_field_is_named_with_its_reason(written: str, field: str, reason: str) -> None:
    with pytest.raises(Invalid) as refusal:
        load(written)
    problems = {problem.field: problem.reason for problem in refusal.value.problems}
    assert field in problems
    assert reason in problems[field]
    assert field in refusal.value.message


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(Invalid) as refusal:
        load("rights: [{right: acess}]\nanswer: [{length: soon}]\ncookies: [{kind: chocolate}]\nfoo: 1\n")
    assert len(refusal.value.problems) == 4
    assert "and 1 more" in refusal.value.message


HOSTILE = [
    ("a: &x [1]\nb: *x", "line 1", "anchor"),
    ("a: [x]\nb: *x", "line 2", "alias"),
    ("base: &b {x: 1}\n", "line 1", "anchor"),
    ("rights: !!python/object/apply:os.system ['true']", "line 1", "tag"),
    ("rights: !!binary aGk=", "line 1", "tag"),
    ("rights: none\nrights: none", "line 2", "twice"),
    ("scope: {note: {en: a, en: b}}", "line 1", "“en” twice"),
    ("? [a]\n: b", "line 1", "not a word"),
    ("a: " + "[" * 60 + "]" * 60, "line 1", "too deep"),
    ("a: [" + "1," * 11_000 + "]", "line 1", "too many"),
    ("x" * (LARGEST + 1), "the text", "too large"),
    ("a: \x00", "the text", "not text"),
    ("a: [", "line 1", "cannot be read as YAML"),
    ("a: b\n---\nc: d", "line 2", "cannot be read as YAML"),
    ("a: 'b", "line 1", "cannot be read as YAML"),
]


@pytest.mark.parametrize(("written", "place", "reason"), HOSTILE)
def test_hostile_or_broken_yaml_is_refused_with_its_line(written: str, place: str, reason: str) -> None:
    with pytest.raises(Invalid) as refusal:
        load(written)
    (problem,) = refusal.value.problems
    assert problem.field == place
    assert reason in problem.reason


def test_an_empty_text_states_nothing() -> None:
    assert load("").stated() == (0, 18)
    assert load("# only a remark\n").stated() == (0, 18)


def test_norway_stays_a_country() -> None:
    facts = load("territory: [{countries: [NO, SE]}]")
    assert str(facts.territory[0].countries) == "('NO', 'SE')"  # type: ignore[index, union-attr]
