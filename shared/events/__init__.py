"""The published language: every event the services say, as frozen classes; imports nothing but the standard library."""

from shared.events.acts import ActRecorded
from shared.events.event import (
    ANY_SERVICE,
    Unreadable,
    event,
    name_of,
    read,
    registered,
    service_of,
    subject_of,
    write,
)
from shared.events.pages import PagesPublished
from shared.events.policy_hosting import (
    PdfsDue,
    PromisesChanged,
    PublicationDue,
    VersionAnnounced,
    VersionDue,
    VersionScheduled,
    VersionTookEffect,
    VersionWithdrawn,
)
from shared.events.tenant_auth import TenantChanged, TenantProfile, TenantSuspended

__all__ = [
    "ANY_SERVICE",
    "ActRecorded",
    "PagesPublished",
    "PdfsDue",
    "PromisesChanged",
    "PublicationDue",
    "TenantChanged",
    "TenantProfile",
    "TenantSuspended",
    "Unreadable",
    "VersionAnnounced",
    "VersionDue",
    "VersionScheduled",
    "VersionTookEffect",
    "VersionWithdrawn",
    "event",
    "name_of",
    "read",
    "registered",
    "service_of",
    "subject_of",
    "write",
]
