"""Back-channel logout (OpenID Connect): a signed word to each client that had tokens from a session."""

import time
from urllib.parse import urlsplit

from services.tenant_auth.provider import access_token, family
from services.tenant_auth.provider.client import CONSOLE, Client
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.settings import Settings
from shared.errors import Missing
from shared.events.tenant_auth import LogoutDue
from shared.http import post_form
from shared.ids import new_token

_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_SECONDS = 120


class LogoutTeller:
    """Hears that a session is over; a client that does not answer is told again, by the bus's patience."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def tell_clients(self, event: LogoutDue) -> None:
        """Told twice, a client finds nothing to do the second time."""
        session = await Session.get_or_none(id=event.session)
        if session is None:
            raise Missing("There is no such session.")
        for name in await family.clients_of(session.id):
            client = await Client.find(name, self.settings)
            if client is not None and client.backchannel:
                await self._tell(client.id, client.backchannel, session)

    async def _tell(self, client: str, address: str, session: Session) -> None:
        token = await self.token(client, session)
        known = urlsplit(address)
        place = self.settings.edge_place if client == CONSOLE else ""
        url = f"http://{place}{known.path}" if place else address
        await post_form(url, {"logout_token": token}, host=known.netloc)

    async def token(self, client: str, session: Session) -> str:
        """A logout token (2.4): no nonce, so that nothing takes it for an ID token."""
        now = int(time.time())
        claims = {
            "iss": self.settings.issuer,
            "aud": client,
            "sub": str(session.person),
            "sid": str(session.id),
            "iat": now,
            "exp": now + _SECONDS,
            "jti": new_token(),
            "events": {_EVENT: {}},
        }
        return await access_token.signed(self.settings, claims, "logout+jwt")
