"""What the provider says of itself (OpenID Connect Discovery 1.0; RFC 8414)."""

from typing import Any

from services.tenant_auth.provider.client import SCOPES
from services.tenant_auth.provider.grantee import ONE_FACTOR, TWO_FACTORS
from services.tenant_auth.provider.grants import AUTHENTICATION
from services.tenant_auth.provider.signing_key import ALGORITHM
from shared.i18n import SHIPPED
from shared.settings import Installation

_CLAIMS = ["sub", "name", "locale", "email", "email_verified", "auth_time", "acr", "amr", "sid", "nonce", "at_hash"]


def metadata(settings: Installation) -> dict[str, Any]:
    """The same document at both well-known addresses."""
    issuer = settings.issuer
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorization",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}/jwks.json",
        "revocation_endpoint": f"{issuer}/revocation",
        "introspection_endpoint": f"{issuer}/introspection",
        "end_session_endpoint": f"{issuer}/logout",
        "scopes_supported": list(SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": AUTHENTICATION,
        "revocation_endpoint_auth_methods_supported": AUTHENTICATION,
        "introspection_endpoint_auth_methods_supported": AUTHENTICATION,
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": [ONE_FACTOR, TWO_FACTORS],
        "claims_supported": ["iss", "aud", "exp", "iat", *_CLAIMS],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "ui_locales_supported": list(SHIPPED),
        "display_values_supported": ["page"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "require_request_uri_registration": False,
        "authorization_response_iss_parameter_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }
