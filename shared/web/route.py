"""`page()` and `api()`: the only ways to make a route; the access rule is a required keyword."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from shared.access.rule import Rule
from shared.access.session import NOBODY
from shared.errors import Denied, Missing
from shared.tenancy.unit_of_work import unit_of_work
from shared.web import rate_limit
from shared.web.rate_limit import Limit

Endpoint = Callable[[Request], Awaitable[Response]]


class Number(Convertor[int]):
    """`{name:number}`: a number has one address, so no zero leads it, and none is longer than a column holds."""

    regex = "[1-9][0-9]{0,8}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("number", Number())


@dataclass(frozen=True)
class Kind:
    """How a route speaks: pages answer people with HTML, api routes answer programs with JSON."""

    name: str


PAGE, API = Kind("page"), Kind("api")


class HouseRoute(Route):
    """A Starlette route that knows its access rule and its kind (house tests walk these)."""

    access: Rule
    kind: Kind


def page(
    path: str,
    endpoint: Endpoint,
    *,
    access: Rule,
    methods: Sequence[str] = ("GET",),
    limit: Limit | None = None,
) -> HouseRoute:
    """A route for people: one unit of work of the host's tenant round the endpoint."""
    return _route(PAGE, path, endpoint, access, methods, limit)


def api(
    path: str,
    endpoint: Endpoint,
    *,
    access: Rule,
    methods: Sequence[str] = ("GET",),
    limit: Limit | None = None,
) -> HouseRoute:
    """A route for programs: errors are RFC 9457 problem documents."""
    return _route(API, path, endpoint, access, methods, limit)


def tenant_of(request: Request) -> UUID:
    """The tenant the edge found for this public host; without one there is nothing here (404)."""
    try:
        return UUID(request.headers["avow-tenant"])
    except (KeyError, ValueError):
        raise Missing("There is no such page.") from None


def _route(
    kind: Kind,
    path: str,
    endpoint: Endpoint,
    access: Rule,
    methods: Sequence[str],
    limit: Limit | None,
) -> HouseRoute:
    async def guarded(request: Request) -> Response:
        request.scope["avow.route"] = path
        request.scope["avow.kind"] = kind
        if limit is not None:
            client = request.headers.get("avow-client", "")
            await rate_limit.spend(limit, client, request.app.state.settings.edge_secret)
        if not access.allows(request.scope.get("avow.caller", NOBODY)):
            raise Denied("You may not open this page.")
        # The commit happens before the answer leaves: a failing commit must not have said 200.
        async with unit_of_work(tenant_of(request)):
            return await endpoint(request)

    route = HouseRoute(path, guarded, methods=list(methods), name=getattr(endpoint, "__name__", path))
    route.access = access
    route.kind = kind
    return route
