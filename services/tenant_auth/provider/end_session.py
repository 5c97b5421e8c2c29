"""RP-initiated logout (OpenID Connect): what the client's hint says, and where it may lead back."""

from typing import Any

from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oidc.rpinitiated import EndSessionEndpoint
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.tenant_auth.provider import signing_key
from services.tenant_auth.provider.bridge import waited


class EndSession(EndSessionEndpoint):
    """Authlib checks the hint and the address; the session itself is ended by whoever asked."""

    def get_server_jwks(self) -> KeySet:
        return waited(signing_key.key_set(self.server.settings))

    def _validate_id_token_hint(self, id_token_hint: str) -> Any:
        """A hint is an ID token; another token of ours for the same client is none."""
        try:
            kind = jws.extract_compact(id_token_hint.encode()).headers().get("typ")
        except JoseError:
            raise InvalidRequestError("'id_token_hint' cannot be read.") from None
        if kind != "JWT":
            raise InvalidRequestError("'id_token_hint' is another kind of token.")
        return super()._validate_id_token_hint(id_token_hint)

    def get_algorithms(self) -> list[str]:
        return [signing_key.ALGORITHM]

    def end_session(self, end_session_request: Any) -> None:
        """Ended in `public.py`, where the browser is."""
