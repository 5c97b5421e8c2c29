"""What the bus says of sessions, members and clients ends their tokens, each its own and nobody else's."""

import time
from dataclasses import replace

import pytest

from shared.access.hearing import SUBJECTS, take
from shared.access.revoked import Revoked
from shared.access.session import Caller
from shared.bus.envelope import Envelope, open_envelope
from shared.clock import now
from shared.events import ApiClientRevoked, MemberChanged, MemberLeft, SessionRevoked
from shared.ids import new_id

PERSON, SESSION, TENANT, MEMBER = new_id(), new_id(), new_id(), new_id()
CALLER = Caller(kind="person", actor=PERSON, tenant=TENANT, session=SESSION)


@pytest.mark.parametrize(
    ("event", "still"),
    [
        (SessionRevoked(session=SESSION), replace(CALLER, session=new_id())),
        (MemberChanged(member=MEMBER, person=PERSON), replace(CALLER, tenant=new_id())),
        (MemberLeft(member=MEMBER, person=PERSON, members=1), replace(CALLER, actor=new_id())),
        (ApiClientRevoked(client=PERSON), replace(CALLER, actor=new_id())),
    ],
)
def test_an_event_ends_what_it_speaks_of_alone(event: object, still: Caller) -> None:
    revoked = Revoked()
    said = Envelope(id=new_id(), tenant=TENANT, event=event, time=now())
    take(open_envelope(said.subject, said.written().encode()), revoked)
    assert revoked.holds(CALLER)
    assert not revoked.holds(still)


def test_a_member_whose_roles_changed_goes_on_with_a_newer_token() -> None:
    revoked = Revoked()
    revoked.add("member", PERSON, TENANT)
    assert revoked.holds(replace(CALLER, issued_at=time.time() - 1))
    assert not revoked.holds(replace(CALLER, issued_at=time.time() + 1))


def test_each_of_them_is_listened_for() -> None:
    assert len(SUBJECTS) == 4
    assert "avow.*.tenant_auth.session.revoked" in SUBJECTS
