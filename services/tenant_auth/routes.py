"""Every URL of tenant_auth with who may open it."""

from services.tenant_auth.provider import api as provider
from services.tenant_auth.provider import public as authorization
from services.tenant_auth.sign_in import public as sign_in
from shared.access.rule import Public
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
    api("/userinfo", provider.tell_of_person, access=_OPEN, methods=_BOTH, own_work=True),
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

routes: list[HouseRoute] = [*_provider, *_sign_in]
