"""Every console page and API route of every service, asked by everybody who may not: a new route is covered by being.

Nobody gets 401, a member without the permission 403, another tenant's owner 404, a suspended tenant 403,
a revoked session 401, whatever the method; and nothing is changed, for the endpoint is never reached.
"""

from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from uuid import UUID

import httpx2
import pytest
from starlette.applications import Starlette

from shared.access.rule import Can, Public
from shared.access.tokens import TokenCheck
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy import profile
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.app import create_app
from shared.web.route import API, HouseRoute
from tests.support import signed_in
from tests.support.asking import asking, from_edge
from tests.support.databases import SERVICES, Databases
from tests.support.factories.profile import profile_changed

pytestmark = pytest.mark.slow

PARAMETERS = {"tenant": "acme", "number": "7", "old": "1", "new": "2"}
ID = "01a20180-98b6-79e1-90ac-adc0c7db55b3"


def closed_routes() -> list[tuple[str, HouseRoute, str]]:
    """Every route that is not public, with each of its methods."""
    return [
        (service, route, method)
        for service in SERVICES
        for route in import_module(f"services.{service}.routes").routes
        if isinstance(route, HouseRoute) and not isinstance(route.access, Public)
        for method in sorted(route.methods or ())
    ]


ROUTES = closed_routes()
EACH = pytest.mark.parametrize(
    ("service", "route", "method"), ROUTES, ids=[f"{method} {route.path}" for _, route, method in ROUTES]
)
OF_A_TENANT = pytest.mark.parametrize(
    ("service", "route", "method"),
    [each for each in ROUTES if not each[1].own_work],
    ids=[f"{method} {route.path}" for _, route, method in ROUTES if not route.own_work],
)


WITH_PERMISSION = pytest.mark.parametrize(
    ("service", "route", "method"),
    [each for each in ROUTES if isinstance(each[1].access, Can)],
    ids=[f"{method} {route.path}" for _, route, method in ROUTES if isinstance(route.access, Can)],
)


@dataclass
class House:
    """The services' apps with a token check of the tests' own, and a tenant they all know."""

    apps: dict[str, Starlette]
    checks: dict[str, TokenCheck]
    databases: dict[str, Database]
    settings: ServiceSettings
    tenant: UUID

    async def ask(self, service: str, method: str, path: str, **headers: str) -> httpx2.Response:
        with self.databases[service].activate():
            async with asking(self.apps[service]) as client:
                sent = {**from_edge(None), **headers}
                return await client.request(method, path, headers=sent)


@pytest.fixture(scope="module")
async def house(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> House:
    settings = databases.settings("tenant_auth", tmp_path_factory.mktemp("access"))
    tenant = new_id()
    made = House({}, {}, {}, settings, tenant)
    for service in SERVICES:
        database = await databases.of(service)
        made.databases[service] = database
        made.checks[service] = signed_in.check(settings)
        made.apps[service] = app_of(service, databases.settings(service, settings.data), made)
        with database.activate():
            async with unit_of_work(tenant):
                await profile.copy(profile_changed(tenant))
    return made


def app_of(service: str, told: ServiceSettings, house: House) -> Starlette:
    """The service's app as its process makes it, but for who vouches for tokens."""
    composed = import_module(f"services.{service}.app").service
    own = composed.settings(**{each.name: getattr(told, each.name) for each in fields(told)})
    return create_app(service, composed.routes, own, house.databases[service].activate, house.checks[service])


def path_of(route: HouseRoute, tenant: str = "acme") -> str:
    """An address that fits the route."""
    given = {
        name: ID if type(convertor).__name__ == "UUIDConvertor" else PARAMETERS.get(name, "word")
        for name, convertor in route.param_convertors.items()
    }
    if "tenant" in given:
        given["tenant"] = tenant
    path = route.path
    for name, value in given.items():
        for written in (f"{{{name}}}", f"{{{name}:uuid}}", f"{{{name}:number}}", f"{{{name}:path}}", f"{{{name}:int}}"):
            path = path.replace(written, value)
    return path


def all_permissions() -> list[str]:
    return [each for service in SERVICES for each in import_module(f"services.{service}.permissions").Permission]


def test_there_is_something_to_ask() -> None:
    assert ROUTES


@EACH
async def test_nobody_has_to_sign_in(house: House, service: str, route: HouseRoute, method: str) -> None:
    answer = await house.ask(service, method, path_of(route))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["cache-control"] == "no-store"


@WITH_PERMISSION
async def test_a_member_without_the_permission_is_refused(
    house: House, service: str, route: HouseRoute, method: str
) -> None:
    assert isinstance(route.access, Can)
    others = [each for each in all_permissions() if each != route.access.permission]
    bearer = signed_in.bearer(house.settings, house.tenant, *others)
    assert (await house.ask(service, method, path_of(route), **bearer)).status_code == 403


@OF_A_TENANT
async def test_to_another_tenants_owner_it_is_missing(
    house: House, service: str, route: HouseRoute, method: str
) -> None:
    """Where the address names the tenant; without one in it the token's tenant is the one that is served."""
    bearer = signed_in.bearer(house.settings, new_id(), *all_permissions(), slug="globex")
    if "tenant" in route.param_convertors:
        assert (await house.ask(service, method, path_of(route), **bearer)).status_code == 404
    else:
        assert route.kind is API, "a console page names its tenant in the path"


@OF_A_TENANT
async def test_a_suspended_tenants_member_finds_it_closed(
    house: House, service: str, route: HouseRoute, method: str
) -> None:
    suspended = new_id()
    with house.databases[service].activate():
        async with unit_of_work(suspended):
            await profile.copy(profile_changed(suspended, state="suspended"))
    bearer = signed_in.bearer(house.settings, suspended, *all_permissions())
    answer = await house.ask(service, method, path_of(route), **bearer)
    assert answer.status_code == 403


@EACH
async def test_a_revoked_sessions_token_holds_no_longer(
    house: House, service: str, route: HouseRoute, method: str
) -> None:
    session = new_id()
    bearer = signed_in.bearer(house.settings, house.tenant, *all_permissions(), sid=str(session))
    house.checks[service].revoked.add("session", session)
    assert (await house.ask(service, method, path_of(route), **bearer)).status_code == 401


def test_what_a_role_may_do_is_what_a_service_knows() -> None:
    """The table of roles names every permission there is, and none that is not."""
    roles = import_module("services.tenant_auth.members.roles")
    named = set().union(*roles.PERMISSIONS.values())
    assert named == set(all_permissions())
    assert roles.PERMISSIONS[roles.Role.OWNER] == named


def test_every_permission_is_asked_for_somewhere_or_is_a_nouns_own_affair() -> None:
    """A permission that no route and no noun names would be a promise of safety that nobody keeps."""
    root = Path(__file__).parents[2] / "services"
    sources = {file: file.read_text() for file in root.glob("*/**/*.py") if "migrations" not in file.parts}
    for service in SERVICES:
        enum = import_module(f"services.{service}.permissions").Permission
        for permission in enum:
            said = f".{permission.name}"
            assert any(said in text for file, text in sources.items() if file.name != "permissions.py"), permission
