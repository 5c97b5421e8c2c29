"""The rules a route can set: Public, SignedIn, Can. A route without one does not exist."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from shared.access.session import Caller
from shared.errors import Denied, NotSignedIn, StepUp
from shared.phrase import phrase

FRESH = timedelta(minutes=10)
"""How long after signing in a dangerous act needs no new proof (OWASP ASVS 5.0, 7.5.3)."""


class Rule(Protocol):
    """Decides whether a caller may open a route; raises the refusal that says why not."""

    def check(self, caller: Caller) -> None: ...


@dataclass(frozen=True)
class Public:
    """Anyone on the internet; said aloud."""

    def check(self, caller: Caller) -> None:
        del caller


@dataclass(frozen=True)
class SignedIn:
    """Any person or client with a token that holds; `fresh` wants a person to have signed in just now."""

    fresh: bool = False

    def check(self, caller: Caller) -> None:
        _signed_in(caller)
        if self.fresh:
            _fresh(caller)


@dataclass(frozen=True)
class Can:
    """A caller who holds this permission (`service:noun:verb`) in the tenant of the request."""

    permission: StrEnum
    fresh: bool = False

    def check(self, caller: Caller) -> None:
        _signed_in(caller)
        if not caller.can(self.permission):
            raise Denied(phrase("You may not open this page."))
        if self.fresh:
            _fresh(caller)


def _signed_in(caller: Caller) -> None:
    if not caller.signed_in:
        raise NotSignedIn(phrase("Sign in to go on."))


def _fresh(caller: Caller) -> None:
    """Persons alone: a client's secret is its presence."""
    since = caller.signed_in_at
    if caller.kind == "person" and (since is None or datetime.now(UTC) - since > FRESH):
        raise StepUp(phrase("Sign in again to go on."), max_age=int(FRESH.total_seconds()))
