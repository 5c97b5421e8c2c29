"""The families of refusal; the web kit maps each to one status, the command line to one exit code."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field: the field's full name and the reason, both for people."""

    field: str
    reason: str


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not a fault
    """An expected "no": `message` is shown to the person who asked, so it names no secrets."""

    status = 400
    code = "refused"

    def __init__(self, message: str, *, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)


class Invalid(Refusal):
    """What was sent cannot be understood or breaks a rule of form."""

    status, code = 422, "invalid"


class NotSignedIn(Refusal):
    """There is no token, or none that holds (RFC 6750, 3.1)."""

    status, code = 401, "not-signed-in"
    challenge = 'Bearer error="invalid_token"'


class StepUp(NotSignedIn):
    """The caller signed in too long ago for this act (RFC 9470)."""

    code = "step-up"

    def __init__(self, message: str, *, max_age: int) -> None:
        super().__init__(message)
        self.challenge = f'Bearer error="insufficient_user_authentication", max_age="{max_age}"'


class Denied(Refusal):
    """The caller may not do this here."""

    status, code = 403, "denied"


class Suspended(Denied):
    """The tenant is suspended: its console and API are closed."""

    code = "suspended"


class Missing(Refusal):
    """It does not exist, or belongs to another tenant, which is the same."""

    status, code = 404, "missing"


class Conflict(Refusal):
    """It cannot be done in the present state."""

    status, code = 409, "conflict"


class Unavailable(Refusal):
    """Something needed does not answer; trying later may help."""

    status, code = 503, "unavailable"


def problem_document(error: Refusal, request_id: str | None = None) -> dict[str, Any]:
    """The RFC 9457 object of a refusal; `errors` lists the fields that are wrong."""
    body: dict[str, Any] = {
        "type": f"urn:avow:problem:{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.message,
    }
    if error.problems:
        body["errors"] = [{"field": each.field, "reason": each.reason} for each in error.problems]
    if request_id:
        body["instance"] = f"urn:avow:request:{request_id}"
    return body
