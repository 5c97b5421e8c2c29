"""What is said before a change: about what, how long before, through which channel."""

from enum import StrEnum

from pydantic import Field, StrictBool

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.entry import Entry
from services.policy_hosting.facts.kinds import Country
from services.policy_hosting.facts.length import Length
from services.policy_hosting.facts.said import Stated, StatedMany
from services.policy_hosting.facts.words import Words


class About(StrEnum):
    THIS_TEXT = "this-text"
    SUBPROCESSORS = "subprocessors"
    TERMS = "terms"


class Change(StrEnum):
    MATERIAL = "material"
    ANY = "any"


class NoticeChannel(StrEnum):
    THIS_PAGE = "this-page"
    SITES = "sites"
    MAIL = "mail"
    PRODUCT = "product"
    POST = "post"


class Notice(Entry):
    """A promise of notice; `length: none` says that changes come without any."""

    about: About
    change: Stated[Change] = None
    length: Stated[Length] = None
    calendar: Stated[Country] = None
    """Whose public holidays are no working days."""
    channels: StatedMany[NoticeChannel] = None
    revision_date: Stated[StrictBool] = None
    """Whether the page carries the date of its last revision."""
    how_often: Stated[Words] = None
    for_: Stated[Audience] = Field(default=None, alias="for")
