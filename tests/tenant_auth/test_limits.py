"""Who guesses has to wait: every form of the auth host counts its tries, and is closed where nobody can count."""

import pytest

from services.tenant_auth.routes import routes
from shared.access.rule import Public
from shared.web.route import HouseRoute

ELSEWHERE = {
    "/sign-in": "counted by account and place, see sign_in/pace.py",
    "/sign-out": "ends one's own session",
    "/logout": "ends one's own session, or asks",
    "/authorization": "a code for who is signed in already",
}
TAKES = [route for route in routes if isinstance(route.access, Public) and "POST" in (route.methods or ())]


@pytest.mark.parametrize("route", TAKES, ids=lambda route: route.path)
def test_every_form_of_the_auth_host_counts_its_tries(route: HouseRoute) -> None:
    counted = route.limit is not None and route.limit.closed
    assert counted != (route.path in ELSEWHERE)


def test_there_are_such_forms() -> None:
    assert {*ELSEWHERE, "/token", "/recovery/{token}", "/passkeys/session"} <= {route.path for route in TAKES}
