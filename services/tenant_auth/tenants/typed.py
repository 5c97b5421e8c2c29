"""The settings form: a profile as flat fields (`address.city`, `contacts.0.value`), and the way back."""

from collections.abc import Iterator, Mapping
from typing import Any

from shared.errors import Problem

PLAIN = ("name", "legal_entity", "legal_form", "country", "zone", "security_contact")
NESTED = {
    "registration": ("number", "register", "place"),
    "address": ("street", "postcode", "city", "country"),
    "dpo": ("name", "email", "phone", "address"),
    "authority": ("name", "url", "address", "phone", "country"),
}
CONTACT = ("kind", "value", "purpose", "label")
MOST_CONTACTS = 12
_OWN_COUNTRY = ("address", "authority")  # whose country is the company's where nothing else is said


def flat(given: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the fields for a profile."""
    values: dict[str, Any] = {name: given.get(name) or "" for name in PLAIN}
    for group, names in NESTED.items():
        values |= {f"{group}.{name}": (given.get(group) or {}).get(name) or "" for name in names}
    for at, contact in enumerate(given.get("contacts") or ()):
        values |= {f"contacts.{at}.{name}": contact.get(name) or "" for name in CONTACT}
    values["default"] = given["locales"][0]
    values["locales"] = list(given["locales"])
    return values


def typed(sent: Mapping[str, Any], locales: list[str]) -> dict[str, Any]:
    """What was typed, by field; nothing but the fields there are."""
    values: dict[str, Any] = {name: _text(sent, name) for name in _names()}
    values["default"] = _text(sent, "default")
    values["locales"] = locales
    return values


def profile_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The profile that these values mean: what is empty is not there."""
    given: dict[str, Any] = {name: values[name] for name in PLAIN}
    for name in ("zone", "security_contact"):
        given[name] = values[name] or None
    for group, names in NESTED.items():
        given[group] = _group(group, {name: values[f"{group}.{name}"] for name in names}, values["country"])
    given["contacts"] = [
        {name: values[f"contacts.{at}.{name}"] for name in CONTACT if values[f"contacts.{at}.{name}"]}
        for at in _contacts(values)
    ]
    others = [code for code in values["locales"] if code != values["default"]]
    given["locales"] = [code for code in (values["default"], *others) if code]
    return given


def placed(problem: Problem, values: Mapping[str, Any]) -> Problem:
    """The problem at the field it is about: empty lines among the contacts were not counted."""
    first, _, rest = problem.field.partition(".")
    if first == "contacts" and rest:
        at, _, name = rest.partition(".")
        rows = list(_contacts(values))
        return Problem(f"contacts.{rows[int(at)]}.{name or 'value'}", problem.reason)
    if first == "locales":
        return Problem("locales", problem.reason)
    return problem


def lines(values: Mapping[str, Any]) -> int:
    """How many lines for contacts the form shows: two more than are filled in."""
    filled = [at for at in range(MOST_CONTACTS) if values.get(f"contacts.{at}.value")]
    return min(MOST_CONTACTS, (max(filled) + 1 if filled else 0) + 2)


def _names() -> Iterator[str]:
    yield from PLAIN
    for group, names in NESTED.items():
        yield from (f"{group}.{name}" for name in names)
    for at in range(MOST_CONTACTS):
        yield from (f"contacts.{at}.{name}" for name in CONTACT)


def _text(sent: Mapping[str, Any], name: str) -> str:
    value = sent.get(name, "")
    return value.strip().replace("\x00", "") if isinstance(value, str) else ""


def _contacts(values: Mapping[str, Any]) -> Iterator[int]:
    yield from (at for at in range(MOST_CONTACTS) if values.get(f"contacts.{at}.value"))


def _group(group: str, fields: dict[str, str], country: str) -> dict[str, str] | None:
    if not any(value for name, value in fields.items() if name != "country"):
        return None
    if group in _OWN_COUNTRY and not fields["country"]:
        fields["country"] = country
    return {name: value for name, value in fields.items() if value}
