"""The page about the YAML shows every field once and can be loaded as it stands."""

from typing import Any

from services.policy_hosting.facts.codes import ACTIVITIES, CATEGORIES, OPTIONS, PEOPLE
from services.policy_hosting.facts.entry import PLACELESS, Part
from services.policy_hosting.facts.reading import dump, load
from services.policy_hosting.facts.rendering import DIRECTIVES
from services.policy_hosting.facts.retention import Event
from tests.support.facts import DOCUMENT, example
from tests.support.facts import facts as record

PAGE = DOCUMENT.read_text(encoding="utf-8")


def test_the_example_loads_and_states_every_subject() -> None:
    facts = load(example())
    assert facts.stated() == (18, 18)
    assert load(dump(facts)) == facts


def test_the_example_shows_every_field() -> None:
    shown: set[tuple[str, str]] = set()
    wanted: set[tuple[str, str]] = set()
    _collect(load(example()), shown, wanted)
    common = {"invented", "note"}  # explained once, above the example
    assert {row for row in wanted - shown if row[1] not in common} == set()


def _collect(part: Any, shown: set[tuple[str, str]], wanted: set[tuple[str, str]]) -> None:
    if isinstance(part, tuple):
        for item in part:
            _collect(item, shown, wanted)
    if isinstance(part, Part):
        kind = type(part).__name__
        names = {name: field.alias or name for name, field in type(part).model_fields.items()}
        wanted |= {(kind, alias) for alias in names.values() if not alias.startswith(PLACELESS)}
        shown |= {(kind, names[name]) for name in part.model_fields_set}
        for name in part.model_fields_set:
            _collect(getattr(part, name), shown, wanted)


def test_the_page_names_every_code_event_and_directive() -> None:
    codes = [*CATEGORIES, *ACTIVITIES, *PEOPLE, *OPTIONS, *(event.value for event in Event)]
    assert [code for code in codes if f"`{code}`" not in PAGE] == []
    assert [name for name in DIRECTIVES if f"`:::{name}`" not in PAGE] == []


def test_the_audience_of_an_entry_can_be_anything_the_page_says() -> None:
    limits = {"categories": ["cookies"], "activities": ["marketing"], "people": ["users"], "role": "controller"}
    facts = record(answer=[{"length": "1 month", "for": limits}, {"length": "1 month", "for": "everything-else"}])
    assert facts.stated() == (1, 18)
