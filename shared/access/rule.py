"""The rules a route can set: Public, SignedIn, Can. A route without one does not exist."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shared.access.session import Caller


class Rule(Protocol):
    """Decides whether a caller may open a route."""

    def allows(self, caller: Caller) -> bool: ...


@dataclass(frozen=True)
class Public:
    """Anyone on the internet; said aloud."""

    def allows(self, caller: Caller) -> bool:
        del caller
        return True


@dataclass(frozen=True)
class SignedIn:
    """Any person or client with a valid session."""

    def allows(self, caller: Caller) -> bool:
        return caller.signed_in


@dataclass(frozen=True)
class Can:
    """A caller who holds this permission (`service:noun:verb`) in the tenant of the request."""

    permission: StrEnum

    def allows(self, caller: Caller) -> bool:
        return caller.signed_in and self.permission in caller.permissions
