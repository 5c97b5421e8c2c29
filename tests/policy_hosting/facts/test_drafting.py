"""Facts drafted from the profile, and what differs when it changes."""

from dataclasses import replace

from services.policy_hosting.facts.from_profile import following, from_profile
from services.policy_hosting.facts.profile_differences import profile_differences
from services.policy_hosting.facts.reading import load as from_yaml
from services.policy_hosting.facts.record import Facts
from shared.events.tenant_auth import Address, Authority, Contact, Officer, Registration, TenantProfile
from tests.support.facts import said

ACME = TenantProfile(
    slug="acme",
    name="Acme",
    legal_entity="Acme SAS",
    legal_form="SAS",
    registration=Registration(number="123 456 789", place="Paris"),
    address=Address(street="1 rue de l'Exemple", postcode="75001", city="Paris", country="FR"),
    country="FR",
    zone="Europe/Paris",
    locales=("fr", "en"),
    contacts=(Contact(kind="email", value="privacy@acme.example", purpose="privacy"), Contact(kind="fax", value="1")),
    dpo=Officer(name="Ada Exemple", email="dpo@acme.example"),
    authority=Authority(name="CNIL", url="https://www.cnil.fr", country="FR"),
)


def test_a_draft_says_what_the_profile_says() -> None:
    facts = from_profile(ACME)
    assert facts.stated() == (4, 18)
    assert "Company | Acme SAS" in said("controller", facts)
    assert "privacy@acme.example" in said("contacts", facts)
    assert said("dpo", facts).startswith("Our data protection officer is Ada Exemple.")
    assert "CNIL" in said("authority", facts)


def test_an_almost_empty_profile_makes_a_draft_too() -> None:
    bare = TenantProfile(slug="acme", name="Acme", country="FR", zone="Europe/Paris", locales=("fr",))
    assert from_profile(bare).stated() == (1, 18)


def test_a_changed_profile_is_noticed() -> None:
    facts = from_profile(ACME)
    changed = replace(ACME, dpo=Officer(name="Grace Exemple", email="dpo@acme.example"), legal_entity="Acme SE")
    assert profile_differences(facts, ACME, "en") == []
    assert profile_differences(facts, changed, "en") == [
        "The policy in force names another company",
        "The policy in force names another data protection officer",
    ]
    assert profile_differences(Facts(), changed, "en") == []


def test_facts_follow_the_profile_and_keep_everything_else() -> None:
    facts = from_profile(ACME)
    kept = from_yaml("retention: [{for: everything-else, stages: [{length: 3 years, from: [collected]}]}]")
    more = facts.model_copy(update={"retention": kept.retention})
    changed = replace(ACME, dpo=Officer(name="Grace Exemple", email="grace@acme.example"), legal_entity="Acme SE")
    followed = following(more, changed)
    assert profile_differences(followed, changed, "en") == []
    assert followed.retention == more.retention
    assert "grace@acme.example" in said("contacts", followed)
    assert "dpo@acme.example" not in said("contacts", followed)
    assert following(followed, changed) == followed
