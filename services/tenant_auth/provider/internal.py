"""The provider's public keys on the internal port, where services ask for them."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.tenant_auth.provider import signing_key
from shared.settings import Installation
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work


async def _keys(request: Request) -> Response:
    settings: Installation = request.app.state.settings
    async with unit_of_work(HOUSE):
        return JSONResponse(await signing_key.published(settings))


jwks = Route("/jwks.json", _keys)
