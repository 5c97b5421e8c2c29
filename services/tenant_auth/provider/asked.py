"""A request as Authlib reads it: its parameters, and all values of each."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from authlib.oauth2.rfc6749 import OAuth2Payload, OAuth2Request
from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request

from services.tenant_auth.tenants.tenant import Tenant
from shared.errors import Invalid
from shared.phrase import phrase
from shared.settings import Installation
from shared.web.forms import fields


class Payload(OAuth2Payload):
    """The last value of each parameter, and all of them."""

    def __init__(self, sent: QueryParams | FormData) -> None:
        self._data = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
        self._lists = {name: [value for value in sent.getlist(name) if isinstance(value, str)] for name in self._data}

    @property
    def data(self) -> dict[str, str]:
        return self._data

    @property
    def datalist(self) -> dict[str, list[str]]:
        return self._lists


class Asked(OAuth2Request):
    """What was asked of an endpoint; a GET speaks by its query, a POST by its form alone."""

    def __init__(self, request: Request, sent: QueryParams | FormData, issuer: str) -> None:
        super().__init__(request.method, issuer + request.url.path, headers=request.headers)
        self.payload = Payload(sent)
        self.tenant: Tenant | None = None
        self.replayed: UUID | None = None  # the session of a code that was brought a second time

    @property
    def args(self) -> dict[str, str]:
        return {}

    @property
    def form(self) -> Mapping[str, Any]:
        data: dict[str, str] = self.payload.data
        return data if self.method == "POST" else {}


async def asked_of(request: Request) -> Asked:
    """Read the request; raises Invalid where it holds what no text holds."""
    settings: Installation = request.app.state.settings
    sent = await fields(request) if request.method == "POST" else request.query_params
    asked = Asked(request, sent, settings.issuer)
    if any("\x00" in name + value for name, values in asked.payload.datalist.items() for value in values):
        raise Invalid(phrase("This is not a form."))
    return asked
