"""The published language: every event the services say, as frozen classes; imports nothing but the standard library."""

from shared.events.acts import ActRecorded
from shared.events.event import (
    ANY_SERVICE,
    Unreadable,
    event,
    is_to_itself,
    name_of,
    read,
    registered,
    service_of,
    subject_of,
    write,
)
from shared.events.letters import LetterDue
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
from shared.events.tenant_auth import (
    ApiClientRevoked,
    MemberChanged,
    MemberJoined,
    MemberLeft,
    SessionRevoked,
    TenantChanged,
    TenantProfile,
    TenantSuspended,
)

__all__ = [
    "ANY_SERVICE",
    "ActRecorded",
    "ApiClientRevoked",
    "LetterDue",
    "MemberChanged",
    "MemberJoined",
    "MemberLeft",
    "PagesPublished",
    "PdfsDue",
    "PromisesChanged",
    "PublicationDue",
    "SessionRevoked",
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
    "is_to_itself",
    "name_of",
    "read",
    "registered",
    "service_of",
    "subject_of",
    "write",
]
