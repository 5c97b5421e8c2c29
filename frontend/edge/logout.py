"""The end of a console session: asked for by its person, or told by the provider behind the browser's back."""

from dataclasses import dataclass
from urllib.parse import parse_qs

from frontend.edge.answer import Answer, Receive
from frontend.edge.asked import Asked
from frontend.edge.console_pages import going
from frontend.edge.console_sessions import NoSession
from frontend.edge.cookies import SESSION, removing, session_of
from frontend.edge.headers import NEVER
from frontend.edge.said_by_provider import NotSaid, Provider
from frontend.edge.tenant_auth_client import TenantAuthClient
from frontend.edge.tokens import Tokens
from frontend.edge.typed import typed
from shared.errors import Unavailable
from shared.logs import log


@dataclass(frozen=True, kw_only=True)
class Logout:
    """Both ways out."""

    client: TenantAuthClient
    provider: Provider
    tokens: Tokens

    async def asked(self, request: Asked) -> Answer:
        """`POST /sign-out`: here first, then at the provider, which tells everybody else."""
        digest = session_of(request)
        try:
            id_token = await self.tokens.end(digest) if digest else ""
        except NoSession:
            id_token = ""
        return going(self.client.logout(id_token), removing(SESSION))

    async def told(self, request: Asked, receive: Receive) -> Answer:
        """`POST /backchannel-logout` (OpenID Connect Back-Channel Logout, 2.5 to 2.8)."""
        form = await typed(request, receive)
        found = parse_qs(form.body.decode("latin-1")).get("logout_token", []) if form else []
        if len(found) != 1:
            return _said(400)
        try:
            over = await self.provider.signed_out(found[0])
            await self.tokens.end_of(sid=over.sid, person=over.person)
        except NotSaid as refused:
            log.warning("a logout token was refused", reason=str(refused))
            return _said(400)
        except Unavailable as silent:
            log.warning("a logout could not be kept", error=silent)
            return _said(503)
        return _said(200)


def _said(status: int) -> Answer:
    body = b'{"error": "invalid_request"}' if status == 400 else b"{}"  # noqa: PLR2004  bad request
    return Answer(status, [("content-type", "application/json"), ("cache-control", NEVER)], body)
