"""How to reach whom for what: channels, the data protection officer, the authorities."""

from enum import StrEnum

from pydantic import Field, StrictBool, model_validator

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.entities import Address
from services.policy_hosting.facts.entry import Entry, Part
from services.policy_hosting.facts.kinds import Country, EntityCode, Language, Line, MailAddress, Phone, Url
from services.policy_hosting.facts.said import Stated, StatedMany
from services.policy_hosting.facts.words import Words


class Channel(StrEnum):
    MAIL = "mail"
    POST = "post"
    TELEPHONE = "telephone"
    FORM = "form"
    PAGE_IN_PRODUCT = "page-in-product"
    USUAL_CONTACT = "usual-contact"


class ContactPurpose(StrEnum):
    RIGHTS = "rights"
    DPO = "dpo"
    QUESTIONS = "questions"
    MARKETING = "marketing"
    RETENTION = "retention"
    COMPLAINTS = "complaints"
    SECURITY = "security"
    EVERYTHING = "everything"


class Contact(Entry):
    """One channel; which of its fields it needs follows from its kind."""

    kind: Channel
    purposes: StatedMany[ContactPurpose] = None
    mail: Stated[MailAddress] = None
    telephone: Stated[Phone] = None
    address: Stated[Address] = None
    url: Stated[Url] = None
    page: Stated[Words] = None
    person: Stated[Line] = None
    department: Stated[Words] = None
    languages: StatedMany[Language] = None
    entity: Stated[EntityCode] = None

    @model_validator(mode="after")
    def _reachable(self) -> "Contact":
        needed = {Channel.MAIL: "mail", Channel.TELEPHONE: "telephone", Channel.POST: "address", Channel.FORM: "url"}
        field = needed.get(self.kind)
        if field and getattr(self, field) is None:
            raise ValueError(f"is a contact of kind {self.kind.value} and so needs “{field}” (it may be not-stated)")
        return self


class Dpo(Part):
    """The data protection officer (GDPR Art. 37 to 39), who may be appointed and yet not named."""

    appointed: Stated[StrictBool] = None
    name: Stated[Line] = None
    external: Stated[StrictBool] = None
    shared_channel: Stated[StrictBool] = None
    """Whether letters to the officer arrive in a mailbox that others read."""
    tasks: Stated[Words] = None
    means: Stated[Words] = None
    invented: StrictBool = False
    note: Stated[Words] = None


class Which(StrEnum):
    """Which authority is meant where it is not named."""

    NAMED = "named"
    COMPETENT = "competent"
    NATIONAL = "national"


class Authority(Entry):
    """A supervisory authority a person can complain to (GDPR Art. 77)."""

    which: Stated[Which] = None
    name: Stated[Line] = None
    short: Stated[Line] = None
    country: Stated[Country] = None
    url: Stated[Url] = None
    address: Stated[Address] = None
    for_: Stated[Audience] = Field(default=None, alias="for")
    example: Stated[StrictBool] = None
    """Whether it is named as one among others: "such as the CNIL"."""
