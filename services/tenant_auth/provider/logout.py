"""What a client's wish to sign out means for the session in this browser and the session it names."""

from typing import Any
from uuid import UUID

from services.tenant_auth.sessions.ending import end
from services.tenant_auth.sessions.session import Session

SIGNED_OUT, ASK = "/signed-out", "/sign-out"


async def logout_of(wish: Any, here: Session | None) -> str:
    """Where the browser goes; the sessions meant are ended by then.

    A hint proves whose sign-out is wished; without one, or with another person's, the person is asked.
    """
    claims = wish.id_token_claims if wish.client is not None else None
    if here is not None and (claims is None or claims.get("sub") != str(here.person)):
        return ASK
    named = await _session(claims.get("sid")) if claims else None
    for session in (named, here):
        if session is not None:
            await end(session)
    return wish.redirect_uri or SIGNED_OUT


async def _session(name: Any) -> Session | None:
    try:
        return await Session.get_or_none(id=UUID(str(name)))
    except ValueError:
        return None
