"""Revocation (RFC 7009): a refresh token, or an access token that came with one, ends its family."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Error
from authlib.oauth2.rfc7009 import RevocationEndpoint

from services.tenant_auth.provider import access_token, family
from services.tenant_auth.provider.bridge import waited
from services.tenant_auth.provider.client import Client
from services.tenant_auth.provider.grants import AUTHENTICATION


class UnsupportedTokenType(OAuth2Error):  # noqa: N818  its name in RFC 7009
    """A machine's token ends by itself within minutes, or with its client."""

    error = "unsupported_token_type"


@dataclass(frozen=True)
class Found:
    """A token of ours: whose it is, and the family that it ends with."""

    client: str
    family: UUID | None

    def check_client(self, client: Client) -> bool:
        """Authlib's question."""
        return self.client == client.id


class Revocation(RevocationEndpoint):
    """The hint is not needed: the two kinds of token do not look alike."""

    CLIENT_AUTH_METHODS = AUTHENTICATION

    def check_params(self, request: Any, client: Client) -> None:
        del client
        if "token" not in request.form:
            raise InvalidRequestError("Missing 'token'.")

    def query_token(self, token_string: str, token_type_hint: str | None) -> Found | None:
        del token_type_hint
        claims = waited(access_token.read(self.server.settings, token_string))
        if claims is not None:
            return Found(claims["client_id"], UUID(claims["family"]) if "family" in claims else None)
        row = waited(family.glance(token_string))
        return Found(row.client, row.id) if row is not None else None

    def revoke_token(self, token: Found, request: Any) -> None:
        del request
        if token.family is None:
            raise UnsupportedTokenType
        waited(family.end(token.family))
