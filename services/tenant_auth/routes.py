"""Every URL of tenant_auth with who may open it."""

from services.tenant_auth.api_clients import api as api_clients_api
from services.tenant_auth.api_clients import console as api_clients
from services.tenant_auth.audit import api as audit_api
from services.tenant_auth.audit import console as audit
from services.tenant_auth.invitations import console as invitations
from services.tenant_auth.members import api as members_api
from services.tenant_auth.members import console as members
from services.tenant_auth.people_routes import people
from services.tenant_auth.permissions import Permission
from services.tenant_auth.provider import api as provider
from services.tenant_auth.provider import public as authorization
from services.tenant_auth.sign_in import public as sign_in
from services.tenant_auth.start import console as start
from services.tenant_auth.tenants import api as tenants_api
from services.tenant_auth.tenants import console as settings
from services.tenant_auth.tenants import proof_console as proof
from services.tenant_auth.themes import console as themes
from services.tenant_auth.themes import public as theme_previews
from shared.access.rule import Can, Public, SignedIn
from shared.web.rate_limit import Limit
from shared.web.route import HouseRoute, api, page

_BOTH = ("GET", "POST")
_OPEN, _POST = Public(), ("POST",)
_TOKENS = Limit("provider", hits=600, seconds=60, closed=True)

# The auth host. Nobody's tenant is known here yet, so these open their units of work themselves.
_provider: list[HouseRoute] = [
    page("/authorization", authorization.authorize, access=_OPEN, methods=_BOTH, own_work=True),
    page("/logout", authorization.log_out, access=_OPEN, methods=_BOTH, own_work=True),
    api("/token", provider.token, access=_OPEN, methods=_POST, limit=_TOKENS, own_work=True),
    api("/revocation", provider.revoke, access=_OPEN, methods=_POST, limit=_TOKENS, own_work=True),
    api("/introspection", provider.introspect, access=_OPEN, methods=_POST, limit=_TOKENS, own_work=True),
    api("/userinfo", provider.tell_of_person, access=_OPEN, methods=_BOTH, limit=_TOKENS, own_work=True),
    api("/jwks.json", provider.show_keys, access=_OPEN, own_work=True),
    api("/.well-known/openid-configuration", provider.describe, access=_OPEN, own_work=True),
    api("/.well-known/oauth-authorization-server", provider.describe_again, access=_OPEN, own_work=True),
]
_sign_in: list[HouseRoute] = [
    page("/sign-in", sign_in.ask, access=_OPEN, own_work=True),
    page("/sign-in", sign_in.sign_in, access=_OPEN, methods=_POST, own_work=True),
    page("/sign-out", sign_in.ask_to_leave, access=_OPEN, own_work=True),
    page("/sign-out", sign_in.sign_out, access=_OPEN, methods=_POST, own_work=True),
    page("/signed-out", sign_in.signed_out, access=_OPEN, own_work=True),
]

# The API; it stands first, for `v1` is nobody's slug.
_READ_AUDIT = Can(Permission.READ_AUDIT)
_READ_CLIENTS, _MANAGE_CLIENTS = Can(Permission.READ_API_CLIENTS), Can(Permission.MANAGE_API_CLIENTS, fresh=True)
_interface: list[HouseRoute] = [
    api(
        "/v1/tenant",
        tenants_api.show,
        access=Can(Permission.READ_PROFILE),
        summary="Read the tenant's public profile",
        answer=tenants_api.ApiTenant,
    ),
    api(
        "/v1/members",
        members_api.index,
        access=Can(Permission.READ_MEMBERS),
        summary="List the members",
        query=members_api.MembersAsked,
        answer=members_api.ApiMembers,
    ),
    api(
        "/v1/members/{id:uuid}",
        members_api.show,
        access=Can(Permission.READ_MEMBERS),
        summary="Read a member",
        answer=members_api.ApiMember,
    ),
    api(
        "/v1/audit",
        audit_api.index,
        access=_READ_AUDIT,
        summary="List the audit log, the newest entry first",
        query=audit_api.Asked,
        answer=audit_api.AuditPage,
    ),
    api(
        "/v1/api-clients",
        api_clients_api.index,
        access=_READ_CLIENTS,
        summary="List the API clients",
        answer=api_clients_api.ApiClients,
    ),
    api(
        "/v1/api-clients",
        api_clients_api.create,
        access=_MANAGE_CLIENTS,
        methods=_POST,
        summary="Make an API client; its secret is shown this once",
        body=api_clients_api.NewApiClient,
        answer=api_clients_api.ApiClientWithSecret,
        status=201,
    ),
    api(
        "/v1/api-clients/{id:uuid}",
        api_clients_api.show,
        access=_READ_CLIENTS,
        summary="Read an API client",
        answer=api_clients_api.ApiClient,
    ),
    api(
        "/v1/api-clients/{id:uuid}/rotation",
        api_clients_api.rotate,
        access=_MANAGE_CLIENTS,
        methods=_POST,
        summary="Give an API client a new secret; the one before holds for a day",
        answer=api_clients_api.ApiClientWithSecret,
    ),
    api(
        "/v1/api-clients/{id:uuid}/revocation",
        api_clients_api.revoke,
        access=_MANAGE_CLIENTS,
        methods=_POST,
        summary="Revoke an API client",
        answer=api_clients_api.ApiClient,
    ),
]

_api_clients: list[HouseRoute] = [
    page("/{tenant}/api-clients", api_clients.index, access=_READ_CLIENTS),
    page("/{tenant}/api-clients", api_clients.create, access=_MANAGE_CLIENTS, methods=_POST),
    page("/{tenant}/api-clients/new", api_clients.new, access=_MANAGE_CLIENTS),
    page("/{tenant}/api-clients/{id:uuid}", api_clients.client, access=_READ_CLIENTS),
    page("/{tenant}/api-clients/{id:uuid}/rotation", api_clients.rotation, access=_MANAGE_CLIENTS),
    page("/{tenant}/api-clients/{id:uuid}/rotation", api_clients.rotate, access=_MANAGE_CLIENTS, methods=_POST),
    page("/{tenant}/api-clients/{id:uuid}/revocation", api_clients.revocation, access=_MANAGE_CLIENTS),
    page("/{tenant}/api-clients/{id:uuid}/revocation", api_clients.revoke, access=_MANAGE_CLIENTS, methods=_POST),
]

# The audit log in the console.
_audit: list[HouseRoute] = [
    page("/{tenant}/audit", audit.index, access=_READ_AUDIT),
    page("/{tenant}/audit/verification", audit.verification, access=_READ_AUDIT, methods=_POST),
    page("/{tenant}/audit/export", audit.export, access=Can(Permission.EXPORT_AUDIT)),
]

# The console, noun by noun.
_READ, _MANAGE = Can(Permission.READ_MEMBERS), Can(Permission.MANAGE_MEMBERS, fresh=True)
_SIGNED_IN = SignedIn()
_SEE, _PROVE = Can(Permission.READ_PROFILE), Can(Permission.PROVE)
_DRESS, _LOOKUPS = Can(Permission.CHANGE_THEME), Limit("proof", hits=30, closed=True)
_settings: list[HouseRoute] = [
    page("/preview/theme/{token}", theme_previews.preview, access=_OPEN, limit=Limit("theme-preview", hits=600)),
    page("/preview/theme/{token}/theme.css", theme_previews.preview_styles, access=_OPEN),
    page("/{tenant}/settings", settings.settings, access=_SEE),
    page("/{tenant}/settings", settings.change_settings, access=Can(Permission.CHANGE_PROFILE), methods=_POST),
    page("/{tenant}/settings/proof", proof.proof, access=_SEE),
    page("/{tenant}/settings/proof", proof.begin_proof, access=_PROVE, methods=_POST),
    page("/{tenant}/settings/proof/check", proof.check_proof, access=_PROVE, methods=_POST, limit=_LOOKUPS),
    page("/{tenant}/settings/theme", themes.theme, access=_SEE),
    page("/{tenant}/settings/theme", themes.wear_theme, access=_DRESS, methods=_POST),
    page("/{tenant}/settings/theme/preview", themes.preview_theme, access=_DRESS, methods=_POST),
]
_start: list[HouseRoute] = [
    page("/", start.companies, access=_SIGNED_IN, own_work=True),
    page("/{tenant}", start.start, access=_SIGNED_IN),
    page("/{tenant}/start/tenant_auth", start.start_fragment, access=_SIGNED_IN),
    page("/{tenant}/search", start.search, access=_SIGNED_IN),
    page("/{tenant}/search/tenant_auth", start.search_fragment, access=_SIGNED_IN),
]
_members: list[HouseRoute] = [
    page("/{tenant}/members", members.members, access=_READ),
    page("/{tenant}/members/departure", members.departure, access=SignedIn()),
    page("/{tenant}/members/departure", members.leave, access=SignedIn(fresh=True), methods=_POST),
    page("/{tenant}/members/{id:uuid}", members.member, access=_READ),
    page("/{tenant}/members/{id:uuid}", members.change_member, access=_MANAGE, methods=_POST),
    page("/{tenant}/members/{id:uuid}/removal", members.removal, access=_MANAGE),
    page("/{tenant}/members/{id:uuid}/removal", members.remove_member, access=_MANAGE, methods=_POST),
    page("/{tenant}/roles", members.roles, access=_READ),
]

# The console: inviting.
_INVITE = Can(Permission.INVITE)
_invitations: list[HouseRoute] = [
    page("/{tenant}/invitations", invitations.invitations, access=_INVITE),
    page("/{tenant}/invitations", invitations.invite, access=Can(Permission.INVITE, fresh=True), methods=_POST),
    page("/{tenant}/invitations/{id:uuid}/letter", invitations.send_again, access=_INVITE, methods=_POST),
    page("/{tenant}/invitations/{id:uuid}/revocation", invitations.revoke, access=_INVITE, methods=_POST),
]

# What begins with a slug comes last, so that it hides nothing.
routes: list[HouseRoute] = [
    *people,
    *_invitations,
    *_interface,
    *_provider,
    *_sign_in,
    *_audit,
    *_api_clients,
    *_members,
    *_settings,
    *_start,
]
