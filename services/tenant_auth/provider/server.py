"""Authlib's authorization server over our store; what it answers becomes an answer of the web kit."""

import os
from functools import cache
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc6749 import AuthorizationServer, InvalidClientError, OAuth2Error
from starlette.responses import JSONResponse, RedirectResponse, Response

from services.tenant_auth.provider.asked import Asked
from services.tenant_auth.provider.bridge import waited
from services.tenant_auth.provider.client import Client
from services.tenant_auth.provider.end_session import EndSession
from services.tenant_auth.provider.grants import CodeGrant, MachineGrant, RefreshGrant, S256Alone
from services.tenant_auth.provider.id_token import IdTokens
from services.tenant_auth.provider.introspection import Introspection
from services.tenant_auth.provider.request_rules import RequestRules
from services.tenant_auth.provider.revocation import Revocation
from services.tenant_auth.settings import Settings
from shared.web.console import SEE_OTHER

NO_STORE = {"cache-control": "no-store", "pragma": "no-cache"}


class Server(AuthorizationServer):
    """The provider; its methods are called through `beside`."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        if settings.development:
            os.environ.setdefault("AUTHLIB_INSECURE_TRANSPORT", "1")  # `.localhost` has no certificates
        id_tokens = IdTokens(settings)
        self.register_grant(CodeGrant, [RequestRules(), S256Alone(required=True), id_tokens])
        self.register_grant(RefreshGrant, [id_tokens])
        self.register_grant(MachineGrant)
        for endpoint in (Revocation, Introspection, EndSession):
            self.register_endpoint(endpoint)

    def query_client(self, client_id: str) -> Client | None:
        return waited(Client.find(client_id, self.settings))

    def authenticate_client(self, request: Asked, methods: list[str], endpoint: str = "token") -> Client:
        """Also remember who asks: the store is asked for tokens of this client only."""
        try:
            request.client = super().authenticate_client(request, methods, endpoint)
        except UnicodeDecodeError:
            raise InvalidClientError(status_code=401) from None
        client: Client = request.client
        return client

    def save_token(self, token: Any, request: Any) -> None:
        """They are kept when they are made."""

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""

    def create_oauth2_request(self, request: Asked) -> Asked:
        return request

    def redirect(self, to: str, parameters: dict[str, str]) -> tuple[int, str, list[tuple[str, str]]]:
        """An authorization answer, with who gives it (RFC 9207); the client's own query stays as it is."""
        query = urlencode({**parameters, "iss": self.settings.issuer})
        return SEE_OTHER, "", [("Location", f"{to}{'&' if '?' in to else '?'}{query}")]

    def handle_error_response(self, request: Asked, error: OAuth2Error) -> Response:
        if not error.redirect_uri:
            return super().handle_error_response(request, error)  # type: ignore[no-any-return]  # see handle_response
        state = request.payload.state
        said = dict(error.get_body()) | ({"state": state} if state else {})
        return self.handle_response(*self.redirect(error.redirect_uri, said))

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Response:
        """Always 303 after whatever was asked: no browser repeats a POST elsewhere (RFC 9700, 4.12)."""
        named = {name.lower(): value for name, value in headers}
        if "location" in named:
            return RedirectResponse(named["location"], SEE_OTHER, headers=NO_STORE)
        named.pop("content-type", None)
        return JSONResponse(body, status, headers={**named, **NO_STORE})


@cache
def server_of(settings: Settings) -> Server:
    """One per process."""
    return Server(settings)
