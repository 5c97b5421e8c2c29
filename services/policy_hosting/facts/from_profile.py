"""Facts drafted from a tenant's profile: copied once, then on their own, so that no text changes when it does."""

from collections.abc import Iterator
from typing import Any

from services.policy_hosting.facts.reading import plain, validate
from services.policy_hosting.facts.record import Facts
from shared.errors import Invalid
from shared.events.tenant_auth import Address, TenantProfile

_PURPOSES = {
    "privacy": ["rights", "questions"],
    "rights": ["rights"],
    "general": ["questions"],
    "security": ["security"],
    "dpo": ["dpo"],
}
_FIELDS = {
    "email": ("mail", "mail"),
    "mail": ("mail", "mail"),
    "phone": ("telephone", "telephone"),
    "telephone": ("telephone", "telephone"),
    "form": ("form", "url"),
}
_OF_THE_COMPANY = ("name", "brands", "legal_form", "number", "register", "addresses")
_REACHED = {"mail", "telephone", "form"}


def from_profile(who: TenantProfile) -> Facts:
    """What the profile already says (GDPR Art. 13(1)(a) and (b)), to start a version's facts with."""
    return validate(_drafted(who))


def following(facts: Facts, who: TenantProfile) -> Facts:
    """The facts with the profile's present company, contacts, officer and authority; everything else stays."""
    old, new = plain(facts), _drafted(who)
    company = {name: value for name, value in new["entities"][0].items() if name in _OF_THE_COMPANY}
    entities = old.get("entities") or []
    first = entities[0] if isinstance(entities, list) and entities else new["entities"][0]
    others = entities[1:] if isinstance(entities, list) else []
    merged = {**old, "entities": [{**first, **company}, *others]}
    if new.get("dpo"):
        before = old.get("dpo")
        merged["dpo"] = {**(before if isinstance(before, dict) else {}), **new["dpo"]}
    if new.get("authorities"):
        merged["authorities"] = new["authorities"]
    ways = [way for way in new.get("contacts", []) if way["kind"] in _REACHED]
    if ways:
        known = old.get("contacts")
        stay = [way for way in known if way["kind"] not in _REACHED] if isinstance(known, list) else []
        merged["contacts"] = [*ways, *stay]
    return validate(merged)


def _drafted(who: TenantProfile) -> dict[str, Any]:
    found: dict[str, Any] = {
        "entities": [_entity(who)],
        "contacts": list(_contacts(who)),
        "authorities": list(_authorities(who)),
    }
    kept: dict[str, Any] = {subject: sound for subject, rows in found.items() if (sound := _sound(subject, rows))}
    if who.dpo is not None:
        kept["dpo"] = {"appointed": True, **({"name": who.dpo.name} if who.dpo.name else {})}
    return kept


def _sound(subject: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A profile is freer than the record: an entry the record cannot hold is left out, not a reason to refuse."""
    return [row for row in rows if _fits({subject: [row]})]


def _fits(given: dict[str, Any]) -> bool:
    try:
        validate(given)
    except Invalid:
        return False
    return True


def _entity(who: TenantProfile) -> dict[str, Any]:
    register = who.registration
    return _filled(
        {
            "name": who.legal_entity or who.name,
            "brands": [who.name] if who.legal_entity not in ("", who.name) else None,
            "legal_form": who.legal_form,
            "number": register.number if register else None,
            "register": _register(who),
            "addresses": [{"kind": "registered-office", **_address(who.address)}] if who.address else None,
            "roles": [{"role": "controller"}],
        }
    )


def _register(who: TenantProfile) -> dict[str, Any]:
    found = who.registration
    if found is None:
        return {}
    return _filled(
        {"name": dict.fromkeys(who.locales, found.register) if found.register else None, "place": found.place}
    )


def _contacts(who: TenantProfile) -> Iterator[dict[str, Any]]:
    for contact in who.contacts:
        if contact.kind in _FIELDS:
            kind, field = _FIELDS[contact.kind]
            yield {"kind": kind, field: contact.value, "purposes": _PURPOSES.get(contact.purpose, ["everything"])}
    if who.address is not None:
        yield {"kind": "post", "address": _address(who.address), "purposes": ["rights", "questions"]}
    if who.dpo is not None and who.dpo.email:
        yield {"kind": "mail", "mail": who.dpo.email, "purposes": ["dpo"]}
    if who.dpo is not None and who.dpo.phone:
        yield {"kind": "telephone", "telephone": who.dpo.phone, "purposes": ["dpo"]}


def _authorities(who: TenantProfile) -> Iterator[dict[str, Any]]:
    if who.authority is not None:
        found = who.authority
        yield _filled({"which": "named", "name": found.name, "url": found.url, "country": found.country})


def _address(address: Address) -> dict[str, Any]:
    return _filled(
        {"street": address.street, "postcode": address.postcode, "city": address.city, "country": address.country}
    )


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
