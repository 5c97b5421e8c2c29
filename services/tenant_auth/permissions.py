"""What staff may be allowed to do here, one sentence each; members/roles.py says which role may do what."""

from enum import StrEnum


class Permission(StrEnum):
    """Permissions of this service, `service:noun:verb`, alphabetised."""

    MANAGE_API_CLIENTS = "tenant_auth:api-client:manage"
    """Create, rotate and revoke API clients, with no more permissions than one's own."""

    READ_API_CLIENTS = "tenant_auth:api-client:read"
    """See which API clients there are and when each was last used."""

    EXPORT_AUDIT = "tenant_auth:audit:export"
    """Take the audit log out as a file."""

    READ_AUDIT = "tenant_auth:audit:read"
    """See who did what and when, and verify the chain."""

    INVITE = "tenant_auth:member:invite"
    """Invite people with roles that do not go beyond one's own."""

    MANAGE_MEMBERS = "tenant_auth:member:manage"
    """Change roles and last days, remove members, decide whether four eyes are needed."""

    READ_MEMBERS = "tenant_auth:member:read"
    """See who is a member, with which roles."""

    CHANGE_PROFILE = "tenant_auth:profile:change"
    """Change the company's public profile, its legal identity and languages."""

    READ_PROFILE = "tenant_auth:profile:read"
    """See the company's settings."""

    PROVE = "tenant_auth:proof:give"
    """Show that the company is what it says: by its domain."""

    CHANGE_THEME = "tenant_auth:theme:change"
    """Change colours, fonts and logo of the privacy center."""
