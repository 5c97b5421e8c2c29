"""Events: named in three words, frozen, read and written without loss."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime

import pytest

from shared import events
from shared.events import (
    ActRecorded,
    PagesPublished,
    PromisesChanged,
    TenantChanged,
    TenantProfile,
    Unreadable,
    VersionAnnounced,
)
from shared.events.tenant_auth import Address, Contact, Officer
from shared.ids import new_id

ACME = TenantProfile(
    slug="acme",
    name="Acme",
    country="FR",
    zone="Europe/Paris",
    locales=("fr", "en"),
    address=Address(street="1 rue du Port", city="Marseille", country="FR"),
    contacts=(Contact(kind="email", value="privacy@acme.example"),),
    dpo=Officer(email="dpo@acme.example"),
    hosts=("acme.localhost",),
)
ANNOUNCED = VersionAnnounced(
    document=new_id(),
    version=new_id(),
    revision=7,
    slug="privacy",
    number=3,
    change="material",
    announced_on=date(2026, 11, 23),
    effective_from=datetime(2027, 1, 6, 23, tzinfo=UTC),
)
SAID = [
    ANNOUNCED,
    TenantChanged(revision=1, profile=ACME),
    PromisesChanged(revision=2, promises={"notice": {"count": 30, "unit": "working-days"}}),
    PagesPublished(service="policy_hosting", revision=9),
    ActRecorded(
        service="tenant_auth",
        act="tenant:profile:edit",
        actor_kind="operator",
        thing="tenant",
        thing_id=new_id(),
        at=datetime.now(UTC),
    ),
]


@pytest.mark.parametrize("said", SAID, ids=lambda said: type(said).__name__)
def test_an_event_written_and_read_is_the_same(said: object) -> None:
    assert events.read(events.name_of(said), events.write(said)) == said


def test_an_event_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        ANNOUNCED.revision = 8  # type: ignore[misc]


def test_an_event_any_service_may_say_is_named_after_the_one_that_says_it() -> None:
    said = PagesPublished(service="tenant_auth", revision=1)
    tenant = new_id()
    assert events.name_of(said) == "tenant_auth.pages.published"
    assert events.subject_of(said, tenant) == f"avow.{tenant}.tenant_auth.pages.published"
    assert events.subject_of(PagesPublished) == "avow.*.*.pages.published"


def test_an_event_cannot_speak_for_another_service() -> None:
    said = PagesPublished(service="tenant_auth", revision=1)
    with pytest.raises(Unreadable):
        events.read("policy_hosting.pages.published", events.write(said))


def test_fields_that_came_later_are_ignored_and_defaults_fill_what_is_missing() -> None:
    told = events.write(TenantChanged(revision=1, profile=ACME))
    told["profile"]["colour"] = "red"
    del told["profile"]["demonstration"]
    assert events.read("tenant_auth.tenant.changed", told) == TenantChanged(revision=1, profile=ACME)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("revision", "seven", "revision is no int"),
        ("revision", True, "revision is no int"),
        ("document", "no-uuid", "document is no UUID"),
        ("announced_on", "soon", "announced_on is no date"),
        ("effective_from", 3, "effective_from is no str"),
        ("change", "huge", "change is none of the values it may have"),
        ("slug", None, "slug is no str"),
    ],
)
def test_a_wrong_field_is_named_and_its_value_is_not_repeated(field: str, value: object, reason: str) -> None:
    told = {**events.write(ANNOUNCED), field: value}
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        events.read("policy_hosting.version.announced", told)


def test_a_missing_field_is_named() -> None:
    told = events.write(TenantChanged(revision=1, profile=ACME))
    del told["profile"]["slug"]
    with pytest.raises(Unreadable, match=r"^profile\.slug is missing$"):
        events.read("tenant_auth.tenant.changed", told)


def test_an_unknown_name_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        events.read("policy_hosting.version.eaten", {})


@pytest.mark.parametrize("name", ["version.announced", "a.b.c.d", "Policy.version.announced", "a..b", "a.b.c d"])
def test_a_name_of_another_form_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"service\.noun\.participle"):
        events.event(name)


def test_a_name_is_given_once() -> None:
    class Again:
        revision: int

    with pytest.raises(ValueError, match="two events"):
        events.event("policy_hosting.version.announced")(Again)


def test_what_is_no_event_has_no_name() -> None:
    for thing in ("text", 3, ACME, object):
        with pytest.raises(TypeError):
            events.name_of(thing)


def test_a_naive_instant_is_refused_at_the_writer() -> None:
    with pytest.raises(TypeError, match="time zone"):
        events.write(
            ActRecorded(
                service="tenant_auth",
                act="x",
                actor_kind="system",
                thing="tenant",
                thing_id=new_id(),
                at=datetime(2026, 1, 1),  # noqa: DTZ001  that is the point
            )
        )
