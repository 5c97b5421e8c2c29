"""RP-initiated logout (OpenID Connect): what the client's hint says, and where it may lead back."""

from typing import Any

from authlib.oidc.rpinitiated import EndSessionEndpoint
from joserfc.jwk import KeySet

from services.tenant_auth.provider import signing_key
from services.tenant_auth.provider.bridge import waited


class EndSession(EndSessionEndpoint):
    """Authlib checks the hint and the address; the session itself is ended by whoever asked."""

    def get_server_jwks(self) -> KeySet:
        return waited(signing_key.key_set(self.server.settings))

    def get_algorithms(self) -> list[str]:
        return [signing_key.ALGORITHM]

    def end_session(self, end_session_request: Any) -> None:
        """Ended in `public.py`, where the browser is."""
