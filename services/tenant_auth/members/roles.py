"""Which role may do what: the one table, on one screen. Permissions of other services stand here by their names."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a member is to the tenant; one may hold several."""

    OWNER = "owner"
    DPO = "dpo"
    EDITOR = "editor"
    APPROVER = "approver"
    AGENT = "agent"
    ACCOUNT_MANAGER = "account-manager"
    AUDITOR = "auditor"
    DEVELOPER = "developer"


O, D, E, P, A, C, R, V = Role  # noqa: E741  one letter each keeps the table on one screen

_MAY: Mapping[str, tuple[Role, ...]] = {
    "policy_hosting:approval:choose": (O,),
    "policy_hosting:document:create": (O, D, E),
    "policy_hosting:version:approve": (O, D, P),
    "policy_hosting:version:call-off": (O, D, P),
    "policy_hosting:version:correct": (O, D, P),
    "policy_hosting:version:draft": (O, D, E),
    "policy_hosting:version:enter-history": (O, D, E),
    "policy_hosting:version:hasten-by-law": (O, D),
    "policy_hosting:version:hasten-in-favour": (O, D),
    "policy_hosting:version:publish": (O, D, P),
    "policy_hosting:version:read": (O, D, E, P, A, C, R, V),
    "tenant_auth:api-client:manage": (O, V),
    "tenant_auth:api-client:read": (O, R, V),
    "tenant_auth:audit:export": (O, D, R),
    "tenant_auth:audit:read": (O, D, R),
    "tenant_auth:member:invite": (O,),
    "tenant_auth:member:manage": (O,),
    "tenant_auth:member:read": (O, D, E, P, A, C, R, V),
    "tenant_auth:profile:change": (O, D),
    "tenant_auth:profile:read": (O, D, E, P, A, C, R, V),
    "tenant_auth:proof:give": (O, D, V),
    "tenant_auth:theme:change": (O, E),
}

PERMISSIONS: Mapping[Role, frozenset[str]] = {
    role: frozenset(permission for permission, roles in _MAY.items() if role in roles) for role in Role
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Everything these roles allow together; a role this release does not know allows nothing."""
    return frozenset().union(*(PERMISSIONS[Role(role)] for role in roles if role in set(Role)))
