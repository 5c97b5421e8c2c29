"""Every event stands in docs/events.md with who says it, who hears it and its fields; none can hold personal data."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from shared import events
from shared.events import ANY_SERVICE, TenantProfile

ROOT = Path(__file__).parents[2]
EVENTS = {name: cls for name, cls in events.registered().items() if cls.__module__.startswith("shared.events")}

# hears by an ordinary subscription, not by a handler
EDGE = {"PagesPublished": "edge"}

# said by the shared kit, for the service that calls this
SAID_BY = {"LetterDue": "letters.write"}

# what can hold no words
WORDLESS = (UUID, int, bool, date, datetime)

# fields that hold words, and why none of them is personal data
WORDS = {
    "service": "a name of ours",
    "slug": "stands in public addresses",
    "act": "a permission's name",
    "thing": "a noun of ours",
    "fields": "names of fields of ours",
    "TenantProfile.name": "a company's name",
    "TenantProfile.legal_entity": "a company's name",
    "TenantProfile.legal_form": "a kind of company",
    "TenantProfile.country": "a code",
    "TenantProfile.zone": "a time zone",
    "TenantProfile.locales": "codes",
    "TenantProfile.security_contact": "published in security.txt",
    "TenantProfile.hosts": "public names of hosts",
    "TenantProfile.placement": "the name of a database",
    "Registration.number": "an entry in a public register",
    "Registration.register": "a public register",
    "Registration.place": "where that register is kept",
    "Address.street": "a company's published seat",
    "Address.postcode": "a company's published seat",
    "Address.city": "a company's published seat",
    "Address.country": "a code",
    "Contact.kind": "a word of ours",
    "Contact.value": "published by the company for anyone to use",
    "Contact.purpose": "a word of ours",
    "Contact.label": "published by the company",
    # GDPR Art. 37(7): the controller publishes how to reach its officer; the name only if it chose to
    "Officer.name": "published by the company",
    "Officer.email": "published by the company",
    "Officer.phone": "published by the company",
    "Officer.address": "published by the company",
    "Authority.name": "a public authority",
    "Authority.url": "a public authority",
    "Authority.address": "a public authority",
    "Authority.phone": "a public authority",
    "Authority.country": "a code",
    "PromisesChanged.promises": "the published facts of a policy, as its JSON form shows them",
}


def parts(cls: type) -> Iterator[type]:
    """The class and every dataclass its fields are made of."""
    yield cls
    for kind in get_type_hints(cls).values():
        for leaf in leaves(kind):
            if is_dataclass(leaf) and isinstance(leaf, type):
                yield from parts(leaf)


def leaves(kind: Any) -> Iterator[Any]:
    """The kinds a field's kind is made of; a choice of fixed words is one."""
    if get_origin(kind) is Literal or not get_args(kind):
        yield kind
    else:
        for each in get_args(kind):
            if each is not Ellipsis:
                yield from leaves(each)


@pytest.mark.parametrize("cls", EVENTS.values(), ids=EVENTS)
def test_no_field_can_hold_personal_data(cls: type) -> None:
    doubtful = []
    for part in parts(cls):
        for name, kind in get_type_hints(part).items():
            if name in WORDS or f"{part.__name__}.{name}" in WORDS:
                continue
            for leaf in leaves(kind):
                wordless = leaf in (*WORDLESS, type(None)) or get_origin(leaf) is Literal or is_dataclass(leaf)
                if not wordless and not (isinstance(leaf, type) and issubclass(leaf, Enum)):
                    doubtful.append(f"{part.__name__}.{name}")
    assert doubtful == [], "add it to WORDS with the reason why it is not personal data, or leave it out"


def test_the_list_of_words_holds_nothing_that_is_gone() -> None:
    present = set()
    for cls in EVENTS.values():
        for part in parts(cls):
            for item in fields(part):
                present |= {item.name, f"{part.__name__}.{item.name}"}
    assert set(WORDS) <= present


def rows(heading: str) -> dict[str, list[str]]:
    """The cells of a table of the page, by the first one."""
    text = (ROOT / "docs" / "events.md").read_text()
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    table = [line for line in section.splitlines() if line.startswith("|")][2:]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]
    return {row[0].strip("` "): row[1:] for row in cells}


def described(cls: type) -> str:
    """A class's fields as the page writes them: `name` kind, in their order."""
    hints = get_type_hints(cls)
    return ", ".join(f"`{item.name}` {_kind(hints[item.name])}" for item in fields(cls))


def _kind(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return " / ".join(get_args(kind))
    arguments = get_args(kind)
    if get_origin(kind) is tuple:
        return f"list of {_kind(arguments[0])}"
    if get_origin(kind) is dict:
        return "object"
    if type(None) in arguments:
        return f"{_kind(arguments[0])} or nothing"
    return {
        "str": "text",
        "int": "number",
        "bool": "yes or no",
        "UUID": "id",
        "datetime": "instant",
        "date": "day",
    }.get(kind.__name__, f"`{kind.__name__}`")


def test_the_page_lists_every_event_once_and_no_other() -> None:
    assert list(rows("Said")) == list(dict.fromkeys(rows("Said")))
    assert set(rows("Said")) == set(EVENTS)


@pytest.mark.parametrize("name", EVENTS)
def test_the_page_tells_an_events_class_and_fields(name: str) -> None:
    row = rows("Said")[name]
    assert row[0] == f"`{EVENTS[name].__name__}`"
    assert row[3] == described(EVENTS[name])


def test_the_page_tells_the_parts_of_a_profile() -> None:
    inner = {part.__name__: described(part) for part in parts(TenantProfile)}
    assert {name: row[0] for name, row in rows("Parts of `TenantProfile`").items()} == inner


@pytest.mark.parametrize("name", EVENTS)
def test_the_page_tells_who_says_an_event(name: str) -> None:
    service = name.partition(".")[0]
    sayers = {speaker for speaker in _services() if _says(speaker, EVENTS[name].__name__)}
    assert rows("Said")[name][1] == ", ".join(sorted(sayers))
    if service != ANY_SERVICE:
        assert sayers == {service}


@pytest.mark.parametrize("name", EVENTS)
def test_the_page_tells_who_hears_an_event(name: str) -> None:
    event = EVENTS[name].__name__
    hearers = [
        f"{service}: {', '.join(handlers)}" for service in _services() if (handlers := _heard(service).get(event, []))
    ]
    if event in EDGE:
        hearers.append(EDGE[event])
    assert rows("Said")[name][2] == ("; ".join(hearers) or "–")


def _services() -> list[str]:
    return sorted(file.parent.name for file in (ROOT / "services").glob("*/worker.py"))


def _says(service: str, event: str) -> bool:
    making = re.compile(rf"\b{re.escape(SAID_BY.get(event, event))}\(")
    return any(making.search(file.read_text()) for file in (ROOT / "services" / service).rglob("*.py"))


def _heard(service: str) -> dict[str, list[str]]:
    """The map of `worker.py`, read without running it: event -> handlers."""
    tree = ast.parse((ROOT / "services" / service / "worker.py").read_text())
    heard: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Name) and isinstance(value, ast.List):
                    heard[key.id] = [ast.unparse(handler).rpartition(".")[2] for handler in value.elts]
    return heard
