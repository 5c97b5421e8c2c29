"""`page()` and `api()`: the only ways to make a route; the access rule is a required keyword."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from shared.access.rule import Public, Rule
from shared.access.session import NOBODY, Caller
from shared.errors import Missing, Suspended
from shared.phrase import phrase
from shared.tenancy import profile
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


@dataclass(frozen=True)
class Described:
    """What an api route says of itself in the OpenAPI document."""

    summary: str = ""
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    answer: type[BaseModel] | None = None
    status: int = 200


class HouseRoute(Route):
    """A Starlette route that knows its access rule and its kind (house tests walk these)."""

    access: Rule
    kind: Kind
    own_work: bool
    limit: Limit | None
    described: Described


def page(
    path: str,
    endpoint: Endpoint,
    *,
    access: Rule,
    methods: Sequence[str] = ("GET",),
    limit: Limit | None = None,
    own_work: bool = False,
) -> HouseRoute:
    """A route for people: one unit of work round the endpoint, unless that opens `own_work`.

    A public page serves the tenant of its host; any other the tenant of the token, and a `{tenant}` in the path
    that is not that one's slug is missing.
    """
    return _route(PAGE, path, endpoint, access, methods, limit, own_work=own_work, described=Described())


def api(
    path: str,
    endpoint: Endpoint,
    *,
    access: Rule,
    methods: Sequence[str] = ("GET",),
    limit: Limit | None = None,
    own_work: bool = False,
    summary: str = "",
    query: type[BaseModel] | None = None,
    body: type[BaseModel] | None = None,
    answer: type[BaseModel] | None = None,
    status: int = 200,
) -> HouseRoute:
    """A route for programs: errors are RFC 9457 problem documents; the models are for the OpenAPI document."""
    described = Described(summary, query, body, answer, status)
    return _route(API, path, endpoint, access, methods, limit, own_work=own_work, described=described)


def tenant_of(request: Request) -> UUID:
    """The tenant the edge found for this public host; without one there is nothing here (404)."""
    try:
        return UUID(request.headers["avow-tenant"])
    except (KeyError, ValueError):
        raise _nothing() from None


def caller_of(request: Request) -> Caller:
    """Who calls; nobody on public routes."""
    caller: Caller = request.scope.get("avow.caller", NOBODY)
    return caller


def _route(
    kind: Kind,
    path: str,
    endpoint: Endpoint,
    access: Rule,
    methods: Sequence[str],
    limit: Limit | None,
    *,
    own_work: bool,
    described: Described,
) -> HouseRoute:
    async def guarded(request: Request) -> Response:
        request.scope["avow.route"] = path
        request.scope["avow.kind"] = kind
        if limit is not None:
            client = request.headers.get("avow-client", "")
            await rate_limit.spend(limit, client, request.app.state.settings.edge_secret)
        if not isinstance(access, Public):
            await _admit(request, access)
        if own_work:
            return await endpoint(request)
        # The commit happens before the answer leaves: a failing commit must not have said 200.
        async with unit_of_work(_served(request, access)):
            if not isinstance(access, Public):
                state, request.scope["avow.company"] = await profile.standing()
                if state == "suspended":
                    raise Suspended(phrase("This company is suspended; its console and API are closed."))
            return await endpoint(request)

    route = HouseRoute(path, guarded, methods=list(methods), name=_name(endpoint, path))
    route.access = access
    route.kind = kind
    route.own_work = own_work
    route.limit = limit
    route.described = described
    return route


async def _admit(request: Request, access: Rule) -> None:
    """Learn who calls; another tenant's address is missing before anything is said about permissions."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    caller = await request.app.state.tokens.caller(token) if scheme.lower() == "bearer" and token else NOBODY
    request.scope["avow.caller"] = caller
    slug = request.path_params.get("tenant")
    if caller.signed_in and slug is not None and slug != caller.slug:
        raise _nothing()
    access.check(caller)


def _served(request: Request, access: Rule) -> UUID:
    if isinstance(access, Public):
        return tenant_of(request)
    tenant = caller_of(request).tenant
    if tenant is None:
        raise _nothing()
    return tenant


def _nothing() -> Missing:
    return Missing(phrase("There is no such page."))


def _name(endpoint: Endpoint, path: str) -> str:
    """`services.x.members.console.show` is `members.console.show`: one name per endpoint of a service."""
    module = getattr(endpoint, "__module__", "")
    return ".".join([*module.split(".")[2:], getattr(endpoint, "__qualname__", path)])
