"""Facts drafted from a tenant's profile, and how the facts in force differ from it since."""

from typing import Any

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.reading import validate
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering.speaker import Speaker
from services.policy_hosting.facts.said import many, value
from shared.events.tenant_auth import Address, Contact, TenantProfile

_KINDS = {"email": "mail", "mail": "mail", "phone": "telephone", "telephone": "telephone", "form": "form"}
_PURPOSES = {"privacy": "rights", "rights": "rights", "security": "security", "general": "questions", "dpo": "dpo"}
_FIELDS = {"mail": "mail", "telephone": "telephone", "form": "url"}


def from_profile(profile: TenantProfile) -> Facts:
    """What the profile already says, to start a version's facts with; from then on they stand alone."""
    given: dict[str, Any] = {
        "entities": [_entity(profile)],
        "contacts": [contact for one in profile.contacts if (contact := _contact(one))] + _officer_contacts(profile),
        "dpo": _officer(profile),
        "authorities": _authorities(profile),
    }
    return validate({subject: stated for subject, stated in given.items() if stated})


def profile_differences(facts: Facts, profile: TenantProfile, locale: str) -> list[str]:
    """Sentences such as "The policy in force names another data protection officer"; none where they agree."""
    s = Speaker(facts, locale)
    drafted = from_profile(profile)
    pairs = (
        (_names(facts), _names(drafted), N_("The policy in force names another company")),
        (_addresses(facts), _addresses(drafted), N_("The policy in force gives another address of the company")),
        (_officers(facts), _officers(drafted), N_("The policy in force names another data protection officer")),
        (_watching(facts), _watching(drafted), N_("The policy in force names another supervisory authority")),
        (_mails(facts), _mails(drafted), N_("The policy in force gives other mail addresses")),
    )
    return [s.text(message) for stated, now, message in pairs if stated and now and not now <= stated]


def _entity(profile: TenantProfile) -> dict[str, Any]:
    register = profile.registration
    entity: dict[str, Any] = {"name": profile.legal_entity or profile.name, "roles": [{"role": "controller"}]}
    if profile.legal_form:
        entity["legal_form"] = profile.legal_form
    if register is not None:
        entity["number"] = register.number
        if register.place:
            entity["register"] = {"place": register.place}
    if address := _address(profile.address):
        entity["addresses"] = [{"kind": "registered-office", **address}]
    return entity


def _address(address: Address | None) -> dict[str, str]:
    if address is None:
        return {}
    fields = {name: getattr(address, name) for name in ("street", "postcode", "city", "country")}
    return {name: text for name, text in fields.items() if text}


def _contact(contact: Contact) -> dict[str, Any] | None:
    kind = _KINDS.get(contact.kind)
    if kind is None:
        return None
    purpose = _PURPOSES.get(contact.purpose)
    return {"kind": kind, _FIELDS[kind]: contact.value, **({"purposes": [purpose]} if purpose else {})}


def _officer(profile: TenantProfile) -> dict[str, Any] | None:
    if profile.dpo is None:
        return None
    return {"appointed": True, **({"name": profile.dpo.name} if profile.dpo.name else {})}


def _officer_contacts(profile: TenantProfile) -> list[dict[str, Any]]:
    if profile.dpo is None:
        return []
    ways = (("mail", "mail", profile.dpo.email), ("telephone", "telephone", profile.dpo.phone))
    return [{"kind": kind, field: text, "purposes": ["dpo"]} for kind, field, text in ways if text]


def _authorities(profile: TenantProfile) -> list[dict[str, Any]]:
    authority = profile.authority
    if authority is None:
        return []
    fields = {"name": authority.name, "url": authority.url, "country": authority.country}
    return [{name: text for name, text in fields.items() if text}]


def _names(facts: Facts) -> set[str]:
    return {name for entity in many(facts.entities) if (name := value(entity.name))}


def _addresses(facts: Facts) -> set[str]:
    places = [place for entity in many(facts.entities) for place in many(entity.addresses)]
    return {" ".join(part for part in (value(place.street), value(place.city)) if part) for place in places}


def _officers(facts: Facts) -> set[str]:
    dpo = value(facts.dpo)
    return {name} if dpo and (name := value(dpo.name)) else set()


def _watching(facts: Facts) -> set[str]:
    return {name for authority in many(facts.authorities) if (name := value(authority.name))}


def _mails(facts: Facts) -> set[str]:
    return {mail for contact in many(facts.contacts) if (mail := value(contact.mail))}
