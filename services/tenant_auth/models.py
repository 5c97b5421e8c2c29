"""Every table of the service, for the ORM; the nouns' files say what they are."""

from services.tenant_auth.hosts.host import Host
from services.tenant_auth.invitations.invitation import Invitation
from services.tenant_auth.members.member import Member, Membership
from services.tenant_auth.passkeys.challenge import Challenge
from services.tenant_auth.passkeys.passkey import Passkey
from services.tenant_auth.people.person import Person
from services.tenant_auth.proofs.proof import Proof
from services.tenant_auth.provider.client import Client
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.sign_up.terms import Acceptance
from services.tenant_auth.tenants.domain_proof import DomainProof
from services.tenant_auth.tenants.tenant import Profile, Tenant
from services.tenant_auth.themes.logo import Logos
from services.tenant_auth.themes.preview import ThemePreview

__all__ = [
    "Acceptance",
    "Challenge",
    "Client",
    "DomainProof",
    "Host",
    "Invitation",
    "Logos",
    "Member",
    "Membership",
    "Passkey",
    "Person",
    "Profile",
    "Proof",
    "RecoveryCode",
    "Session",
    "Tenant",
    "ThemePreview",
]
