"""Userinfo (OpenID Connect Core, 5.3): what the scopes of a token allow to be said of its person."""

from typing import Any
from uuid import UUID

from services.tenant_auth.people.person import Person
from services.tenant_auth.provider import access_token
from services.tenant_auth.provider.id_token import about
from services.tenant_auth.settings import Settings
from shared.errors import Denied, NotSignedIn
from shared.phrase import phrase


async def userinfo(settings: Settings, token: str) -> dict[str, Any]:
    """Raises NotSignedIn for a token that does not hold, Denied for one without the scope "openid"."""
    claims = await access_token.read(settings, token) if token else None
    person = await Person.get_or_none(id=UUID(claims["sub"]), closed_at=None) if claims else None
    if claims is None or person is None:
        raise NotSignedIn(phrase("Your session has ended. Sign in again."))
    if "openid" not in claims["scope"].split():
        raise Denied(phrase("You may not open this page."))
    return about(person, claims["scope"])
