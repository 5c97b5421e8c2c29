"""The settings form: what stands in it, what is taken, what is refused and kept."""

import json
from html import unescape

import httpx2
import pytest

from services.tenant_auth.members.roles import Role
from services.tenant_auth.tenants.tenant import Profile, Tenant
from services.tenant_auth.tenants.typed import flat, lines, placed, profile_of
from shared.errors import Problem
from shared.tenancy.unit_of_work import execute, relay_work, unit_of_work
from tests.support.staff import Staff, staff_at

pytestmark = pytest.mark.slow

FULL = {
    "name": "Acme",
    "legal_entity": "Acme Europe SAS",
    "legal_form": "SAS",
    "country": "FR",
    "zone": None,
    "security_contact": "mailto:security@acme.example",
    "registration": {"number": "123 456 789", "register": "RCS", "place": "Lyon"},
    "address": {"street": "1 rue X", "postcode": "69001", "city": "Lyon", "country": "FR"},
    "dpo": {"email": "dpo@acme.example"},
    "authority": {"name": "CNIL", "url": "https://www.cnil.fr", "country": "FR"},
    "contacts": [
        {"kind": "email", "value": "privacy@acme.example", "purpose": "privacy", "label": "Privacy"},
        {"kind": "phone", "value": "+33 4 00 00 00 00", "purpose": "general"},
    ],
    "locales": ["fr", "en"],
}


async def given(staff: Staff) -> dict[str, object]:
    async with unit_of_work(staff.tenant):
        stored: dict[str, object] = (await Profile.here()).given
        return stored


async def sent(staff: Staff, *roles: Role, **changed: object) -> httpx2.Response:
    """The form as the page shows it, with some fields typed anew."""
    values = {**flat(await given(staff)), **{name.replace("__", "."): value for name, value in changed.items()}}
    async with staff_at(staff) as client:
        return await client.post(f"/{staff.slug}/settings", data=values, headers=staff.here(*roles))


def test_a_profile_goes_through_the_form_unchanged() -> None:
    assert profile_of(_all(flat(FULL))) == FULL


def test_an_empty_line_between_contacts_moves_no_problem_to_another_line() -> None:
    values = _all(flat(FULL)) | {"contacts.0.value": ""}
    assert [contact["kind"] for contact in profile_of(values)["contacts"]] == ["phone"]
    assert placed(Problem("contacts.0", "wrong"), values) == Problem("contacts.1.value", "wrong")
    assert lines(values) == 4


def _all(values: dict[str, object]) -> dict[str, object]:
    """Every field a browser sends."""
    names = {f"contacts.{at}.{name}": "" for at in range(12) for name in ("kind", "value", "purpose", "label")}
    return names | values


async def test_what_is_saved_is_public_and_said_by_the_names_of_its_fields(staff: Staff) -> None:
    answer = await sent(staff, legal_form="SAS", contacts__0__kind="email", contacts__0__value="privacy@acme.example")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{staff.slug}/settings?done=saved")
    stored = await given(staff)
    assert (stored["legal_form"], len(stored["contacts"])) == ("SAS", 1)  # type: ignore[arg-type]
    async with relay_work():
        rows = await execute("SELECT body FROM outbox WHERE tenant_id = $1 AND subject LIKE '%act%'", staff.tenant)
    assert json.loads(rows[-1]["body"])["data"]["fields"] == ["contacts", "legal_form"]
    assert "privacy@acme.example" not in rows[-1]["body"]


async def test_saving_the_same_says_so_and_says_nothing_to_the_log(staff: Staff) -> None:
    assert (await sent(staff)).headers["location"].endswith("done=same")
    async with relay_work():
        assert not await execute("SELECT 1 FROM outbox WHERE tenant_id = $1 AND subject LIKE '%act%'", staff.tenant)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "is empty"),
        ("country", "ZZ", "not an ISO"),
        ("zone", "Mars/Olympus", "IANA time zone"),
        ("contacts.0.value", "not an address", "not an e-mail address"),
        ("security_contact", "javascript:alert(1)", "not written as it should be"),
        ("default", "klingon-language-x", "not a language tag"),
        ("name", "Acme\u202eemcA", "control character"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(
    staff: Staff, field: str, value: str, said: str
) -> None:
    before = await given(staff)
    answer = await sent(
        staff, legal_form="kept as typed", contacts__0__kind="email", **{field.replace(".", "__"): value}
    )
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert said in page
    assert "kept as typed" in page
    assert f'href="#{"locales" if field == "default" else field.replace(".", "-")}"' in page
    assert await given(staff) == before


async def test_a_proven_companys_name_cannot_be_taken_in_the_settings(staff: Staff) -> None:
    other = f"Zyx {staff.slug[-12:]}"
    given = {"name": other, "country": "FR", "locales": ["fr"]}
    await Tenant.create_tenant(f"zyx-{staff.slug[-12:]}", given, None, domain="localhost")
    answer = await sent(staff, name=other.upper())
    assert answer.status_code == 422
    assert "Another company has this name." in answer.text


async def test_who_may_not_change_sees_the_settings_and_no_button(staff: Staff) -> None:
    async with staff_at(staff) as client:
        page = (await client.get(f"/{staff.slug}/settings", headers=staff.here(Role.AUDITOR))).text
    assert '<fieldset class="fieldset" disabled>' in page
    assert ">Save<" not in page
    assert (await sent(staff, Role.AUDITOR, legal_form="SA")).status_code == 403
