"""How the facts in force differ from the tenant's profile, which may have changed since they were drafted."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.from_profile import from_profile
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering.speaker import Speaker
from services.policy_hosting.facts.said import many, value
from shared.events.tenant_auth import TenantProfile


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
