"""The envelope: CloudEvents outside, our events inside."""

import json
from datetime import UTC, datetime

import pytest

from shared.bus.envelope import Envelope, WrongTenant, open_envelope
from shared.events import Unreadable
from shared.ids import new_id
from tests.support.bus import BellRung

ACME, GLOBEX = new_id(), new_id()


def enveloped() -> Envelope:
    return Envelope(
        id=new_id(),
        tenant=ACME,
        event=BellRung(bell=new_id(), stroke=1),
        time=datetime.now(UTC),
        aggregate=new_id(),
    )


def test_what_was_put_in_comes_out() -> None:
    said = enveloped()
    assert open_envelope(said.subject, said.written().encode()) == said


def test_it_is_a_cloudevent_in_structured_json() -> None:
    said = enveloped()
    told = json.loads(said.written())
    assert told["specversion"] == "1.0"
    assert told["id"] == str(said.id)
    assert told["source"] == "/avow/policy_hosting"
    assert told["type"] == "policy_hosting.bell.rung"
    assert told["datacontenttype"] == "application/json"
    assert datetime.fromisoformat(told["time"]) == said.time
    assert told["data"] == {"bell": str(said.event.bell), "stroke": 1}
    # extension attributes are lower-case letters and digits (CloudEvents 1.0, "Naming Conventions")
    assert all(name.isalnum() and name.islower() for name in told)


def test_the_subject_names_tenant_service_noun_and_participle() -> None:
    assert enveloped().subject == f"avow.{ACME}.policy_hosting.bell.rung"


def test_a_subject_of_another_tenant_is_refused() -> None:
    with pytest.raises(WrongTenant):
        open_envelope(f"avow.{GLOBEX}.policy_hosting.bell.rung", enveloped().written().encode())


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"[]", b"7", b"{}", b'{"specversion": "1.0", "id": "no", "tenant": 3}'],
)
def test_what_is_no_envelope_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        open_envelope(f"avow.{ACME}.policy_hosting.bell.rung", body)


def test_a_subject_of_another_event_is_refused() -> None:
    with pytest.raises(Unreadable):
        open_envelope(f"avow.{ACME}.policy_hosting.bell.broken", enveloped().written().encode())


def test_a_field_added_later_is_ignored() -> None:
    said = enveloped()
    told = json.loads(said.written())
    told["data"]["colour"] = "red"
    assert open_envelope(said.subject, json.dumps(told).encode()) == said
