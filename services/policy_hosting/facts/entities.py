"""Who answers: legal entities with their register, addresses and the role each has per activity."""

from enum import StrEnum

from pydantic import Field

from services.policy_hosting.facts.entry import Entry, Part
from services.policy_hosting.facts.kinds import ActivityCode, CategoryCode, Country, EntityCode, Line, PeopleCode, Url
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import Stated, StatedCodes, StatedMany
from services.policy_hosting.facts.words import Words


class AddressKind(StrEnum):
    REGISTERED_OFFICE = "registered-office"
    ESTABLISHMENT = "establishment"
    CORRESPONDENCE = "correspondence"


class Address(Entry):
    """A postal address."""

    kind: Stated[AddressKind] = None
    street: Stated[Line] = None
    postcode: Stated[Line] = None
    city: Stated[Line] = None
    country: Stated[Country] = None


class Capital(Part):
    """A company's share capital."""

    amount: int = Field(strict=True, ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class Register(Part):
    """The public register a company stands in."""

    name: Stated[Words] = None
    place: Stated[Line] = None


class Follows(StrEnum):
    CONTRACT = "contract"
    COUNTRY = "country"


class EntityOf(Part):
    """A line of the table that says which entity answers in which country."""

    country: Country
    entity: Line


class FollowsFrom(Part):
    """An entity that is not named but follows from the reader's contract or country."""

    by: Follows
    table: StatedMany[EntityOf] = None


class RoleHeld(Entry):
    """A role an entity has, and for what; several entities can be alternatives for one."""

    role: Role
    activities: StatedCodes[ActivityCode] = None
    categories: StatedCodes[CategoryCode] = None
    people: StatedCodes[PeopleCode] = None
    what: Stated[Words] = None
    on_behalf_of: Stated[Words] = None
    together_with: Stated[Words] = None
    arrangement: Stated[Words] = None
    """The essence of the joint controllers' arrangement: GDPR Art. 26(2)."""
    alternatives: StatedMany[Words] = None


class Entity(Entry):
    """A company or body with a role."""

    code: Stated[EntityCode] = None
    name: Stated[Line] = None
    described: Stated[Words] = None
    brands: StatedMany[Line] = None
    legal_form: Stated[Line] = None
    capital: Stated[Capital] = None
    register_: Stated[Register] = Field(default=None, alias="register")
    number: Stated[Line] = None
    website: Stated[Url] = None
    addresses: StatedMany[Address] = None
    follows_from: Stated[FollowsFrom] = None
    roles: StatedMany[RoleHeld] = None
