"""What staff may be allowed to do here, one sentence each; `tenant_auth` says which role may do what."""

from enum import StrEnum


class Permission(StrEnum):
    """Permissions of this service, `service:noun:verb`, alphabetised."""

    CHOOSE_APPROVAL = "policy_hosting:approval:choose"
    """Choose whether people may approve what they wrote themselves."""

    CREATE_DOCUMENT = "policy_hosting:document:create"
    """Open a document: its address, kind, audience and prevailing language."""

    APPROVE = "policy_hosting:version:approve"
    """Say that a version is right and may be published."""

    CALL_OFF = "policy_hosting:version:call-off"
    """Call off an announced version before it takes effect, in the open."""

    CORRECT = "policy_hosting:version:correct"
    """Put a corrected text in the place of an announced one."""

    DRAFT = "policy_hosting:version:draft"
    """Write a version and its translations, submit it for review, give it up."""

    ENTER_HISTORY = "policy_hosting:version:enter-history"
    """Enter a version from before the center, with its date."""

    HASTEN_BY_LAW = "policy_hosting:version:hasten-by-law"
    """Let a version take effect before its notice is over because law, court or authority require it."""

    HASTEN_IN_FAVOUR = "policy_hosting:version:hasten-in-favour"
    """Let a version take effect before its notice is over because it is solely in the readers' favour."""

    PUBLISH = "policy_hosting:version:publish"
    """Announce an approved version, or let it take effect."""

    READ = "policy_hosting:version:read"
    """See documents and versions that are not public yet."""
