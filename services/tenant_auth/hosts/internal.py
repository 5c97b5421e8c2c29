"""The question Caddy asks before it gets a certificate for a name: whether we serve it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.tenant_auth.hosts.host import is_served


async def _ask(request: Request) -> Response:
    """200 for a host of a tenant, 404 for anything else, so that nobody makes us collect certificates."""
    domain = request.query_params.get("domain", "")
    return Response(status_code=200 if domain and await is_served(domain) else 404)


ask = Route("/hosts/ask", _ask)
