"""ID tokens: who signed in, when and how, for one client and one request."""

import time
from typing import Any

from authlib.oidc.core.grants import OpenIDToken
from authlib.oidc.core.util import create_half_hash

from services.tenant_auth.people.person import Person
from services.tenant_auth.provider import access_token
from services.tenant_auth.provider.bridge import waited
from services.tenant_auth.provider.grantee import Grantee
from services.tenant_auth.provider.signing_key import ALGORITHM
from services.tenant_auth.settings import Settings

SECONDS = 300


class IdTokens(OpenIDToken):
    """An extension of the grants: adds an ID token where the scope has "openid"."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
        user: Grantee = request.user
        now = int(time.time())
        claims = {
            "iss": self.settings.issuer,
            "aud": request.client.id,
            "sub": str(user.person.id),
            "iat": now,
            "exp": now + SECONDS,
            "at_hash": create_half_hash(token["access_token"], ALGORITHM).decode(),
            **user.authentication(),
        }
        nonce = request.authorization_code.nonce if request.authorization_code else None
        if nonce:
            claims["nonce"] = nonce
        return waited(access_token.signed(self.settings, claims, "JWT"))


def about(person: Person, scope: str) -> dict[str, Any]:
    """What the userinfo endpoint says of a person for these scopes."""
    scopes = scope.split()
    said: dict[str, Any] = {"sub": str(person.id)}
    if "profile" in scopes:
        said |= {"name": person.name, "locale": person.locale}
    if "email" in scopes:
        said |= {"email": person.email, "email_verified": True}
    return said
