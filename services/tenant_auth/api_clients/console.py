"""The console's pages of API clients: list, make, rotate, revoke."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.api_clients import api_client
from services.tenant_auth.members.words import PERMISSIONS as WORDS
from services.tenant_auth.people.person import names_of
from services.tenant_auth.provider.client import Client
from shared.errors import Conflict, Denied, Invalid
from shared.tenancy.profile import profile
from shared.web.console import seen_again, show
from shared.web.forms import Form, read_form
from shared.web.route import caller_of

ROOM = "tenant_auth/api_clients/console"


class Made(BaseModel):
    """What the form sends."""

    name: Annotated[str, Field(max_length=api_client.LONGEST_NAME)]
    permissions: list[str] = []


async def index(request: Request) -> Response:
    """Every client, with when it was last used."""
    clients = await api_client.all_clients()
    makers = await names_of([client.created_by for client in clients if client.created_by])
    return show(request, f"{ROOM}/index.html", clients=clients, makers=makers, **await _around())


async def new(request: Request) -> Response:
    """The form."""
    return await _asked(request, Form())


async def create(request: Request) -> Response:
    """Make it and show its secret, once."""
    given, form = await read_form(request, Made)
    if given is None:
        return await _asked(request, form)
    try:
        client, secret = await api_client.create(given.name, given.permissions, by=caller_of(request))
    except (Conflict, Denied, Invalid) as refusal:
        form.take(refusal)
        return await _asked(request, form)
    return await _secret(request, client, secret)


async def client(request: Request) -> Response:
    """One client."""
    return await _one(request, "show.html")


async def rotation(request: Request) -> Response:
    """What rotating will do."""
    return await _one(request, "rotation.html")


async def rotate(request: Request) -> Response:
    """A new secret, shown once."""
    rotated, secret = await api_client.rotate(_id(request), by=caller_of(request))
    return await _secret(request, rotated, secret)


async def revocation(request: Request) -> Response:
    """What revoking will do."""
    return await _one(request, "revocation.html")


async def revoke(request: Request) -> Response:
    """End it."""
    await api_client.revoke(_id(request), by=caller_of(request))
    return seen_again(request, "/api-clients", done="revoked")


async def _one(request: Request, template: str) -> Response:
    found = await api_client.find(_id(request))
    makers = await names_of([found.created_by] if found.created_by else [])
    return show(request, f"{ROOM}/{template}", client=found, makers=makers, **await _around())


async def _asked(request: Request, form: Form) -> Response:
    may = api_client.may_be_given(caller_of(request))
    groups = [(heading, [(name, words) for name, words in rows.items() if name in may]) for heading, rows in WORDS]
    return show(
        request,
        f"{ROOM}/new.html",
        200 if form.ok else 422,
        form=form,
        groups=[(heading, rows) for heading, rows in groups if rows],
        **await _around(),
    )


async def _secret(request: Request, made: Client, secret: str) -> Response:
    """The one page that ever shows it."""
    token_url = request.app.state.settings.issuer + "/token"
    return show(request, f"{ROOM}/secret.html", client=made, secret=secret, token_url=token_url, **await _around())


async def _around() -> dict[str, Any]:
    known = await profile()
    words = {name: said for _, rows in WORDS for name, said in rows.items()}
    return {"company": known.name, "zone": known.zone, "words": words}


def _id(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found
