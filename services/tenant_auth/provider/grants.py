"""The three grants: a code, a refresh token, a machine's own credentials. No other exists (OAuth 2.1, 10)."""

from dataclasses import replace
from typing import Any

from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError, InvalidScopeError, OAuth2Error
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, ClientCredentialsGrant, RefreshTokenGrant
from authlib.oauth2.rfc7636 import CodeChallenge

from services.tenant_auth.provider import access_token, code, family
from services.tenant_auth.provider.bridge import waited
from services.tenant_auth.provider.client import Client
from services.tenant_auth.provider.code import Code, Replay
from services.tenant_auth.provider.family import Family
from services.tenant_auth.provider.grantee import Grantee, machine_claims
from services.tenant_auth.sessions.use import used

AUTHENTICATION = ["client_secret_basic", "client_secret_post"]


class InvalidTarget(OAuth2Error):  # noqa: N818  its name in RFC 8707
    """The person is no member of the tenant that was asked for (RFC 8707, 2)."""

    error = "invalid_target"


class CodeGrant(AuthorizationCodeGrant):
    """A code is used up by the first who brings it, whatever comes of that."""

    TOKEN_ENDPOINT_AUTH_METHODS = AUTHENTICATION

    def generate_authorization_code(self) -> str:
        """Nothing: the store makes it, and keeps its digest."""
        return ""

    def create_authorization_response(self, redirect_uri: str, grant_user: Grantee) -> Any:
        data = self.request.payload.data
        issued = waited(
            code.issue(
                client=self.request.client.id,
                session=grant_user.session.id,
                redirect=redirect_uri,
                scope=self.request.scope,
                nonce=data.get("nonce"),
                challenge=data["code_challenge"],
            )
        )
        answer = {"code": issued, **({"state": data["state"]} if data.get("state") else {})}
        return self.server.redirect(redirect_uri, answer)

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        found = waited(consume(code, client.id))
        if isinstance(found, Replay):
            self.request.replayed = found.session
            return None
        return found

    def authenticate_user(self, authorization_code: Code) -> Grantee:
        return _open(waited(Grantee.of(authorization_code.session, self.server.settings)))

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """It stays for a day, used, so that a replay is seen."""

    def generate_token(self, *, user: Grantee, scope: str, **_: Any) -> dict[str, Any]:
        begun = waited(family.begin(self.request.client.id, user.session, scope))
        waited(code.made(self.request.authorization_code, begun.id))
        return waited(tokens(self, user, begun))


class RefreshGrant(RefreshTokenGrant):
    """Each refresh token is good once; the `tenant` parameter chooses for which tenant the access token speaks."""

    TOKEN_ENDPOINT_AUTH_METHODS = AUTHENTICATION
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Family | None:
        return waited(family.of_token(refresh_token, self.request.client.id))

    def authenticate_user(self, refresh_token: Family) -> Grantee:
        return _open(waited(Grantee.of(refresh_token.session, self.server.settings)))

    def revoke_old_credential(self, refresh_token: Family) -> None:
        """The next token took its place already."""

    def generate_token(self, *, user: Grantee, scope: str, **_: Any) -> dict[str, Any]:
        return waited(tokens(self, user, replace(self.request.refresh_token, scope=scope)))


class MachineGrant(ClientCredentialsGrant):
    """Permissions are the scopes; without any named, all that the client has."""

    TOKEN_ENDPOINT_AUTH_METHODS = AUTHENTICATION

    def validate_requested_scope(self) -> None:
        if not set((self.request.payload.scope or "").split()) <= set(self.client.permissions):
            raise InvalidScopeError

    def generate_token(self, **_: Any) -> dict[str, Any]:
        return waited(machine_tokens(self))


class S256Alone(CodeChallenge):
    """PKCE is required of every client, and never "plain" (RFC 9700, 2.1.1)."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]  # noqa: RUF012  the library's own form

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        if grant.request.payload.data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("'code_challenge_method' must be S256.")
        if not grant.request.payload.data.get("code_challenge"):
            raise InvalidRequestError("Missing 'code_challenge'.")
        super().validate_code_challenge(grant, redirect_uri)


consume = code.consume


async def tokens(grant: Any, user: Grantee, of: Family) -> dict[str, Any]:
    """What the token endpoint answers for a person; membership is looked at before anything is used up."""
    request = grant.request
    if request.tenant is None and request.payload.data.get("tenant"):
        raise InvalidTarget
    claims = await user.claims(of, request.tenant)
    if claims is None:
        raise InvalidTarget
    await used(user.session)
    token = await access_token.write(grant.server.settings, of.client, str(user.person.id), claims)
    return {**_bearer(token, of.scope), "refresh_token": await family.next_token(of)}


async def machine_tokens(grant: Any) -> dict[str, Any]:
    """What it answers to a machine: no refresh token, for the secret is at hand (RFC 6749, 4.4.3)."""
    client = grant.client
    permissions = sorted((grant.request.payload.scope or "").split() or client.permissions)
    claims = await machine_claims(client, permissions)
    await client.note_use()
    token = await access_token.write(grant.server.settings, client.id, client.id, claims)
    return _bearer(token, " ".join(permissions))


def _bearer(token: str, scope: str) -> dict[str, Any]:
    return {"token_type": "Bearer", "access_token": token, "expires_in": access_token.SECONDS, "scope": scope}


def _open(user: Grantee | None) -> Grantee:
    if user is None:
        raise InvalidGrantError("The session is over.")
    return user
