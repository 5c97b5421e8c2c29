"""What `tenant_auth` says: the public profile of a tenant, whole, each time it changes."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from shared.events.event import event

State = Literal["active", "suspended", "unproven"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """An entry in a public register of companies."""

    number: str
    register: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A company's seat or postal address."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""  # ISO 3166-1 alpha-2


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A published way to reach the company."""

    kind: str  # email, phone, post, form
    value: str
    purpose: str = ""  # privacy, general, press, …
    label: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Officer:
    """The data protection officer as the company publishes it (GDPR Art. 37(7)); a name is not required."""

    name: str | None = None
    email: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority:
    """The supervisory authority people may complain to (GDPR Art. 77)."""

    name: str
    url: str = ""
    address: str = ""
    phone: str = ""
    country: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TenantProfile:
    """What the world may know of a tenant; every service keeps a copy."""

    slug: str
    state: State = "active"
    name: str
    legal_entity: str = ""
    legal_form: str = ""
    registration: Registration | None = None
    address: Address | None = None
    country: str  # ISO 3166-1 alpha-2
    zone: str  # IANA
    locales: tuple[str, ...]  # the first is the default
    contacts: tuple[Contact, ...] = ()
    security_contact: str | None = None
    dpo: Officer | None = None
    authority: Authority | None = None
    demonstration: bool = False
    hosts: tuple[str, ...] = ()  # the first is the primary
    theme_revision: int = 0
    placement: str = "pooled"


@event("tenant_auth.tenant.changed")
class TenantChanged:
    """The tenant's public profile is now this."""

    revision: int
    profile: TenantProfile


@event("tenant_auth.tenant.suspended")
class TenantSuspended:
    """The tenant's forms, console and API are closed; its published policies stay."""

    revision: int


@event("tenant_auth.member.joined")
class MemberJoined:
    """A person became a member of the tenant."""

    member: UUID
    person: UUID
    members: int  # how many there are now


@event("tenant_auth.member.changed")
class MemberChanged:
    """A member's roles or last day changed: tokens made before say too much or too little."""

    member: UUID
    person: UUID


@event("tenant_auth.member.left")
class MemberLeft:
    """A person is a member of the tenant no longer."""

    member: UUID
    person: UUID
    members: int  # how many there are now


@event("tenant_auth.session.revoked")
class SessionRevoked:
    """A person's sign-in session is over everywhere; said for the installation, not for a tenant."""

    session: UUID


@event("tenant_auth.logout.due")
class LogoutDue:
    """To itself: tell the clients that had tokens from this session that it is over (back-channel logout)."""

    session: UUID


@event("tenant_auth.client.revoked")
class ApiClientRevoked:
    """An API client's secret and tokens hold no longer."""

    client: UUID


@event("tenant_auth.audit_head.due")
class AuditHeadDue:
    """A timer to itself: sign where the audit log ends now; there is one only where entries were added."""

    seq: int  # the entry that set it


@event("tenant_auth.audit_clearing.due")
class AuditClearingDue:
    """A timer to itself: clear who acted from entries that are old enough."""

    seq: int  # the oldest entry that may be cleared then
