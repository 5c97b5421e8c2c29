"""API clients for programs."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, WithJsonSchema
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.api_clients import api_client
from services.tenant_auth.provider.client import Client
from shared.web.json import answered, body
from shared.web.route import caller_of

Name = Annotated[str, WithJsonSchema({"type": "string", "enum": sorted(api_client.KNOWN)})]


class NewApiClient(BaseModel):
    """A client to make: never with more than the caller's own permissions."""

    name: Annotated[str, Field(min_length=1, max_length=api_client.LONGEST_NAME, pattern=r"\w")]
    permissions: Annotated[list[Name], Field(min_length=1, max_length=100)]


class ApiClient(BaseModel):
    """A client, without its secret."""

    id: UUID
    name: str
    permissions: list[str]
    created_at: datetime
    used_at: datetime | None
    rotated_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, client: Client) -> "ApiClient":
        return cls.model_validate(client, from_attributes=True)


class ApiClientWithSecret(ApiClient):
    """The same with its secret, which is shown this once."""

    secret: str

    @classmethod
    def made(cls, client: Client, secret: str) -> "ApiClientWithSecret":
        return cls(**ApiClient.of(client).model_dump(), secret=secret)


class ApiClients(BaseModel):
    """The clients that are not revoked."""

    items: list[ApiClient]


async def index(_request: Request) -> Response:
    """All of them."""
    return answered(ApiClients(items=[ApiClient.of(client) for client in await api_client.all_clients()]))


async def create(request: Request) -> Response:
    """Make one."""
    asked = await body(request, NewApiClient)
    made, secret = await api_client.create(asked.name, asked.permissions, by=caller_of(request))
    return answered(ApiClientWithSecret.made(made, secret), 201)


async def show(request: Request) -> Response:
    """One of them."""
    return answered(ApiClient.of(await api_client.find(request.path_params["id"])))


async def rotate(request: Request) -> Response:
    """Give it a new secret."""
    rotated, secret = await api_client.rotate(request.path_params["id"], by=caller_of(request))
    return answered(ApiClientWithSecret.made(rotated, secret))


async def revoke(request: Request) -> Response:
    """End it."""
    return answered(ApiClient.of(await api_client.revoke(request.path_params["id"], by=caller_of(request))))
