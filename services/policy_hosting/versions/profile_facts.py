"""The facts a first version starts with where its author gives none: who answers, copied from the tenant's profile.

They are copied once and then stand alone, so that a text does not change when the profile does.
"""

from collections.abc import Iterator
from typing import Any

from services.policy_hosting.documents.kind import Kind
from services.policy_hosting.facts.reading import dump, validate
from shared.errors import Invalid
from shared.events import TenantProfile
from shared.events.tenant_auth import Address

NOTICES = (Kind.PRIVACY_NOTICE, Kind.CUSTOMER_NOTICE, Kind.CANDIDATE_NOTICE, Kind.COOKIE_NOTICE)
_PURPOSES = {"privacy": ["rights", "questions"], "general": ["questions"], "security": ["security"], "dpo": ["dpo"]}


def copied(who: TenantProfile, kind: Kind) -> str:
    """The profile as facts, in YAML; nothing for a document that is no notice (GDPR Art. 13(1)(a) and (b))."""
    if kind not in NOTICES:
        return ""
    found: dict[str, Any] = {
        "entities": [_entity(who)],
        "contacts": list(_contacts(who)),
        "authorities": list(_authorities(who)),
    }
    kept: dict[str, Any] = {subject: sound for subject, rows in found.items() if (sound := _sound(subject, rows))}
    if who.dpo is not None:
        kept["dpo"] = {"appointed": True, **({"name": who.dpo.name} if who.dpo.name else {})}
    return dump(validate(kept))


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
    fields = {"email": ("mail", "mail"), "phone": ("telephone", "telephone"), "form": ("form", "url")}
    for contact in who.contacts:
        if contact.kind in fields:
            kind, field = fields[contact.kind]
            yield {"kind": kind, field: contact.value, "purposes": _PURPOSES.get(contact.purpose, ["everything"])}
    if who.address is not None:
        yield {"kind": "post", "address": _address(who.address), "purposes": ["rights", "questions"]}
    if who.dpo is not None and who.dpo.email:
        yield {"kind": "mail", "mail": who.dpo.email, "purposes": ["dpo"]}


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
