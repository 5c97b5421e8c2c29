"""A profile is checked field by field; a refusal names the field and says why."""

from typing import Any

import pytest

from services.tenant_auth.tenants.profile import given
from services.tenant_auth.tenants.zones import zone_of
from shared.errors import Invalid

ENOUGH = {"name": "Acme", "country": "FR", "locales": ["fr", "en"]}
LONG = "a" * 301


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", None), ("name", ""), ("name", "   "), ("name", LONG), ("name", 12), ("name", ["Acme"]),
        ("name", "Acme\nSet-Cookie: a=b"), ("name", "Acme\x00"), ("name", "Acme\u2028Corp"),
        ("name", "Acme \u202egro.knab"),
        ("country", "France"), ("country", "fr"), ("country", "ZZ"), ("country", "EU"), ("country", "UK"),
        ("country", "F"), ("country", False), ("country", ""), ("country", "FR\n"),
        ("zone", "Paris"), ("zone", "../../etc/passwd"), ("zone", "/etc/localtime"), ("zone", ""), ("zone", "Europe"),
        ("zone", "europe/paris\x00"),
        ("locales", []), ("locales", "fr"), ("locales", ["fr"] * 41), ("locales", ["fr", "fr"]), ("locales", None),
        ("security_contact", "security@acme.example"), ("security_contact", "http://acme.example/"),
        ("security_contact", "javascript:alert(1)"), ("security_contact", "mailto:"),
        ("security_contact", "mailto:a@b.example\nExpires: 1999"),
        ("security_contact", "mailto:a@b.example\x85Expires:"), ("security_contact", "mailto:a b@c.example"),
        ("demonstration", "perhaps"), ("legal_entity", "A\tB"), ("nickname", "Acme"), ("theme_revision", 7),
        ("state", "active"), ("hosts", ["bank.example"]), ("slug", "other"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(field: str, value: Any) -> None:
    with pytest.raises(Invalid) as caught:
        given({**ENOUGH, field: value})
    assert caught.value.problems[0].field.split(".")[0] == field
    assert caught.value.problems[0].reason
    assert caught.value.message.startswith(field)


@pytest.mark.parametrize(
    "locale",
    [
        "", "xx", "und", "root", "FR", "fr_FR", "fr-BE", "fr/", "fr.utf8", "fr./../en", "fr@euro", "fr\n", " fr", "..",
        "<script>", "policies", "fr-", "-fr", "theme.css", "fr-" + "a" * 40, 7, None,
    ],
)  # fmt: skip
def test_nothing_but_a_plain_tag_becomes_a_word_of_every_address(locale: Any) -> None:
    with pytest.raises(Invalid) as caught:
        given({**ENOUGH, "locales": ["en", locale]})
    assert caught.value.problems[0].field == "locales.1"


@pytest.mark.parametrize("locale", ["fr", "nl", "fr-be", "zh-hant", "sr-latn-rs", "fil", "ar"])
def test_a_plain_tag_is_a_language(locale: str) -> None:
    assert given({**ENOUGH, "locales": [locale]}).locales == (locale,)


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ({"contacts": [{"kind": "fax", "value": "1"}]}, "contacts.0.kind"),
        ({"contacts": [{"kind": "email"}]}, "contacts.0.value"),
        ({"contacts": [{"kind": "email", "value": "javascript:alert(1)"}]}, "contacts.0"),
        ({"contacts": [{"kind": "email", "value": "a@b.example,c@d.example"}]}, "contacts.0"),
        ({"contacts": [{"kind": "email", "value": "a@b.example?bcc=c@d.example"}]}, "contacts.0"),
        ({"contacts": [{"kind": "phone", "value": "call us"}]}, "contacts.0"),
        ({"address": {"city": "Paris"}}, "address.country"),
        ({"address": {"country": "FR", "lift": "2"}}, "address.lift"),
        ({"registration": {"register": "RCS"}}, "registration.number"),
        ({"dpo": {"email": "nobody"}}, "dpo.email"),
        ({"authority": {"name": "CNIL", "country": "FR", "url": "http://cnil.fr"}}, "authority.url"),
        ({"authority": {"name": "CNIL", "country": "FR", "url": "javascript:alert(1)"}}, "authority.url"),
        ({"authority": "CNIL"}, "authority"),
    ],
)
def test_a_wrong_field_inside_a_record_is_named_with_its_path(record: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        given(ENOUGH | record)
    assert caught.value.problems[0].field == field


def test_all_wrong_fields_are_named_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        given({"country": "XX", "locales": ["xx"], "nonsense": 1})
    assert {problem.field for problem in caught.value.problems} >= {"name", "country", "locales.0", "nonsense"}


def test_an_invented_detail_keeps_its_mark() -> None:
    profile = given({**ENOUGH, "contacts": [{"kind": "phone", "value": "+33 1 99 00 12 04 ◦"}]})
    assert profile.contacts[0].value.endswith("◦")


def test_what_is_given_is_kept_in_a_form_that_can_be_given_again() -> None:
    full = {
        **ENOUGH,
        "zone": "Europe/Paris",
        "registration": {"number": "123 456 789", "register": "RCS", "place": "Paris"},
        "address": {"street": "1 rue de l’Essai", "city": "Paris", "country": "FR"},
        "contacts": [{"kind": "email", "value": "a@acme.example"}],
        "dpo": {"email": "dpo@acme.example"},
        "authority": {"name": "CNIL", "country": "FR"},
        "security_contact": "mailto:security@acme.example",
    }
    kept = given(full).model_dump(mode="json", by_alias=True)
    assert given(kept) == given(full)


@pytest.mark.parametrize(
    ("country", "zone"), [("FR", "Europe/Paris"), ("NL", "Europe/Amsterdam"), ("US", "America/New_York")]
)
def test_a_country_has_the_zone_of_its_capital(country: str, zone: str) -> None:
    assert zone_of(country) == zone


def test_where_a_country_has_several_zones_one_must_be_named() -> None:
    with pytest.raises(Invalid) as caught:
        zone_of("RU")
    assert caught.value.problems[0].field == "zone"
