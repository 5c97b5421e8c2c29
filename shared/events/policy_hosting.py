"""What `policy_hosting` says: the life of versions, the promises in force, and its own timers."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from shared.events.event import event

Change = Literal["editorial", "material"]


@event("policy_hosting.version.scheduled")
class VersionScheduled:
    """A version is fixed for an instant to come, without a promised notice to wait for."""

    document: UUID
    version: UUID
    revision: int
    slug: str
    number: int
    change: Change
    effective_from: datetime


@event("policy_hosting.version.announced")
class VersionAnnounced:
    """Readers may know what will be in force and from when; the notice period runs."""

    document: UUID
    version: UUID
    revision: int
    slug: str
    number: int
    change: Change
    announced_on: date
    effective_from: datetime


@event("policy_hosting.version.took_effect")
class VersionTookEffect:
    """This version is the text in force."""

    document: UUID
    version: UUID
    revision: int
    slug: str
    number: int
    change: Change
    effective_from: datetime


@event("policy_hosting.version.withdrawn")
class VersionWithdrawn:
    """An announced version was called off: it will not take effect."""

    document: UUID
    version: UUID
    revision: int
    slug: str
    number: int


@event("policy_hosting.promises.changed")
class PromisesChanged:
    """The promises in force are now these, whole."""

    revision: int
    promises: dict[str, Any]


@event("policy_hosting.version.due")
class VersionDue:
    """A timer to itself: look whether this version should take effect now."""

    version: UUID


@event("policy_hosting.publication.due")
class PublicationDue:
    """A timer to itself: render the tenant's pages (of one document, or all) from committed state."""

    document: UUID | None = None
    renew: bool = False  # render although nothing changed: security.txt expires


@event("policy_hosting.pdfs.due")
class PdfsDue:
    """A word to itself once pages stand at this revision: make the PDF forms of the tenant's committed state."""

    revision: int
