"""The rights, how each is used, how soon an answer comes, what is asked to prove identity."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.entry import Entry, Part
from services.policy_hosting.facts.kinds import Url
from services.policy_hosting.facts.length import Length
from services.policy_hosting.facts.said import Stated, StatedMany
from services.policy_hosting.facts.term import Term, one_of
from services.policy_hosting.facts.words import Words


class RightName(StrEnum):
    """GDPR Art. 7(3), 15 to 22 and 77; in France also directives for after death (loi 78-17, art. 85)."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    MARKETING_OBJECTION = "objection-to-marketing"
    WITHDRAWAL = "withdrawal-of-consent"
    NO_AUTOMATED_DECISION = "no-automated-decision"
    AFTER_DEATH = "directives-after-death"
    COMPLAINT = "complaint"
    ALL = "all"


class MeansKind(StrEnum):
    FORM = "form"
    PAGE_IN_PRODUCT = "page-in-product"
    BROWSER = "browser"
    BOX_IN_FORM = "box-in-form"
    LINK_IN_MAIL = "link-in-mail"
    CONTACT = "contact"


class Means(Entry):
    """A way to use a right without writing a letter, or with."""

    kind: MeansKind
    how: Stated[Words] = None
    url: Stated[Url] = None


class Routing(StrEnum):
    """Whom to ask."""

    US = "us"
    CUSTOMER = "customer"
    BOTH = "both"


class Right(Entry):
    right: RightName
    for_: Stated[Audience] = Field(default=None, alias="for")
    caveats: StatedMany[Words] = None
    means: StatedMany[Means] = None
    routing: Stated[Routing] = None
    route: Stated[Words] = None
    not_identifiable: Stated[Words] = None
    """Why we cannot tell whom the data is about: GDPR Art. 11."""


class From(StrEnum):
    """When the time to answer starts. The law says receipt; others can be stored, and are flagged."""

    RECEIPT = "receipt"
    CONFIRMATION = "confirmation"
    IDENTITY_PROVED = "identity-proved"


class Promise(StrEnum):
    SHALL = "shall"
    TRIES = "tries"


class ExtensionReason(StrEnum):
    COMPLEXITY = "complexity"
    NUMBER = "number"


class ExtensionNotice(Part):
    """By when a person is told of the extension."""

    length: Length
    from_: Stated[From] = Field(default=None, alias="from")
    with_reasons: Stated[StrictBool] = None


class Extension(Part):
    """How much longer an answer may take: GDPR Art. 12(3)."""

    length: Stated[Length] = None
    conditions: StatedMany[ExtensionReason] = None
    notice: Stated[ExtensionNotice] = None


class Answer(Entry):
    """A clause on how soon an answer comes; a text may hold two that differ."""

    length: Stated[Length] = None
    from_: Stated[From] = Field(default=None, alias="from")
    strength: Stated[Promise] = None
    as_soon_as_possible: Stated[StrictBool] = None
    extension: Stated[Extension] = None
    for_: Stated[Audience] = Field(default=None, alias="for")


PROOFS = ("name", "mail-address", "identity-document", "proof-of-identity", "precise-information", "details-of-request")


class When(StrEnum):
    """When it is asked; systematically is against the authorities' practice, and is flagged."""

    NEVER = "never"
    ON_DOUBT = "on-doubt"
    MAY = "may"
    ALWAYS = "always"


class Identity(Entry):
    """What may be asked to be sure who is asking: GDPR Art. 12(6)."""

    what: Annotated[Term, one_of(PROOFS)]
    when: When
    deleted_after_check: Stated[StrictBool] = None
