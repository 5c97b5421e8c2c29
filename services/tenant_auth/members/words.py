"""What roles and permissions are called, for people."""

from collections.abc import Mapping, Sequence

from services.tenant_auth.members.roles import Role
from shared.phrase import phrase

ROLES: Mapping[str, str] = {
    Role.OWNER: phrase("Owner"),
    Role.DPO: phrase("Data protection officer"),
    Role.EDITOR: phrase("Editor"),
    Role.APPROVER: phrase("Approver"),
    Role.AGENT: phrase("Agent"),
    Role.ACCOUNT_MANAGER: phrase("Account manager"),
    Role.AUDITOR: phrase("Auditor"),
    Role.DEVELOPER: phrase("Developer"),
}

FOR_WHOM: Mapping[str, str] = {
    Role.OWNER: phrase("Answers for the company here and lets others in."),
    Role.DPO: phrase("Watches over the policies, their promises and their dates."),
    Role.EDITOR: phrase("Writes texts and translations; dresses the center."),
    Role.APPROVER: phrase("Reads what others wrote, and publishes it."),
    Role.AGENT: phrase("Answers people’s requests; sees identity documents only when named for them."),
    Role.ACCOUNT_MANAGER: phrase("Looks after customers, their contracts and objections."),
    Role.AUDITOR: phrase("Sees what there is and what was done; changes nothing."),
    Role.DEVELOPER: phrase("Connects programs by API clients."),
}

PERMISSIONS: Sequence[tuple[str, Mapping[str, str]]] = (
    (
        phrase("Policies"),
        {
            "policy_hosting:version:read": phrase("See drafts and what is coming"),
            "policy_hosting:document:create": phrase("Open a new policy"),
            "policy_hosting:version:draft": phrase("Write and translate a version"),
            "policy_hosting:version:approve": phrase("Approve a version"),
            "policy_hosting:approval:choose": phrase("Choose whether a second person has to approve"),
            "policy_hosting:version:publish": phrase("Announce and publish a version"),
            "policy_hosting:version:correct": phrase("Correct an announced version"),
            "policy_hosting:version:call-off": phrase("Call off an announced version"),
            "policy_hosting:version:enter-history": phrase("Enter a version from before this center"),
            "policy_hosting:version:hasten-in-favour": phrase("Shorten the notice in the readers’ favour"),
            "policy_hosting:version:hasten-by-law": phrase("Shorten the notice because the law requires it"),
        },
    ),
    (
        phrase("People"),
        {
            "tenant_auth:member:read": phrase("See who is a member"),
            "tenant_auth:member:invite": phrase("Invite people"),
            "tenant_auth:member:manage": phrase("Change roles, remove members"),
        },
    ),
    (
        phrase("Company"),
        {
            "tenant_auth:profile:read": phrase("See the settings"),
            "tenant_auth:profile:change": phrase("Change name, legal identity, contacts and languages"),
            "tenant_auth:theme:change": phrase("Change how the center looks"),
            "tenant_auth:proof:give": phrase("Show that the company is who it says"),
            "tenant_auth:audit:read": phrase("Read and verify the audit log"),
            "tenant_auth:audit:export": phrase("Take the audit log out as a file"),
            "tenant_auth:api-client:read": phrase("See API clients and their last use"),
            "tenant_auth:api-client:manage": phrase("Make, rotate and revoke API clients"),
        },
    ),
)

BESIDE_ROLES: Mapping[str, str] = {
    "tenant_auth:tenant:open": phrase("Open the center"),
    "tenant_auth:invitation:accept": phrase("Accept an invitation"),
    "tenant_auth:person:end-sessions": phrase("Sign somebody out everywhere"),
    "tenant_auth:person:reset-second-factor": phrase("Take somebody’s lost proofs away"),
}
"""What the audit log tells of that no role is needed for."""
