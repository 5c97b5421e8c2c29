"""Cookies and other trackers: what kind, what for, whose, with what consent, how long."""

from enum import StrEnum

from pydantic import StrictBool

from services.policy_hosting.facts.entry import Entry
from services.policy_hosting.facts.kinds import Line
from services.policy_hosting.facts.length import Length
from services.policy_hosting.facts.said import Stated, StatedMany
from services.policy_hosting.facts.words import Words


class CookieKind(StrEnum):
    NECESSARY = "necessary"
    FUNCTIONAL = "functional"
    ANALYTICS = "analytics"
    ADVERTISING = "advertising"
    SECURITY = "security"
    SESSION = "session"
    PERMANENT = "permanent"
    ALL = "all"


class Party(StrEnum):
    FIRST = "first"
    THIRD = "third"


class CookieConsent(StrEnum):
    BEFORE = "before"
    NOT_NEEDED = "not-needed"
    BROWSER_SETTINGS = "browser-settings"


class Cookie(Entry):
    """A kind of cookie, or one by name."""

    kind: CookieKind
    names: StatedMany[Line] = None
    label: Stated[Words] = None
    purpose: Stated[Words] = None
    party: Stated[Party] = None
    provider: Stated[Words] = None
    consent: Stated[CookieConsent] = None
    session: Stated[StrictBool] = None
    """Whether it ends with the browser's session."""
    longest: Stated[Length] = None
    identifies: Stated[StrictBool] = None
    refusing: Stated[Words] = None
    """What happens when it is refused; none says: nothing."""
    control: StatedMany[Words] = None
    source: Stated[Words] = None
