"""Introspection (RFC 7662): what a token says, to the client it was made for or a client of the same tenant."""

from typing import Any

from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc7662 import IntrospectionEndpoint

from services.tenant_auth.provider import access_token
from services.tenant_auth.provider.bridge import waited
from services.tenant_auth.provider.client import Client
from services.tenant_auth.provider.grants import AUTHENTICATION

_TOLD = ("iss", "aud", "sub", "client_id", "iat", "exp", "jti", "scope", "tenant", "permissions", "acr", "auth_time")


class Introspection(IntrospectionEndpoint):
    """Anything else is not active, without a reason."""

    CLIENT_AUTH_METHODS = AUTHENTICATION

    def authenticate_token(self, request: Any, client: Client) -> dict[str, Any] | None:
        if "token" not in request.form:
            raise InvalidRequestError("Missing 'token'.")
        claims = waited(access_token.read(self.server.settings, request.form["token"]))
        if claims is None:
            return None
        own = claims["client_id"] == client.id
        same_tenant = client.tenant is not None and claims.get("tenant") == str(client.tenant)
        return claims if own or same_tenant else None

    def create_introspection_payload(self, token: dict[str, Any] | None) -> dict[str, Any]:
        if token is None:
            return {"active": False}
        told = {name: token[name] for name in _TOLD if name in token}
        return {"active": True, "token_type": "Bearer", **told, "iat": int(token["iat"])}  # whole seconds (2.2)
