"""What belongs to another tenant is missing: every address of a single thing, asked by the owner of another company."""

from collections.abc import Mapping
from importlib import import_module
from uuid import UUID

import pytest
from starlette.convertors import UUIDConvertor

from services.tenant_auth.api_clients import api_client
from services.tenant_auth.invitations.inviting import invite
from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from services.tenant_auth.people.person import Person
from services.tenant_auth.tenants.tenant import Tenant
from shared.access.rule import Public
from shared.access.session import Caller
from shared.ids import new_id
from shared.tenancy import profile
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.route import HouseRoute
from tests.house.test_access import House, all_permissions, house, path_of
from tests.support import signed_in
from tests.support.databases import SERVICES
from tests.support.factories.profile import profile_changed
from tests.support.factories.version import approved, given, published

pytestmark = pytest.mark.slow

__all__ = ["house"]
Things = Mapping[str, str]
OWN_WORDS = {"subject": "retention", "locale": "en"}


def single_things() -> list[tuple[str, HouseRoute, str]]:
    """Every closed route with something of a tenant's in its address, with each method."""
    return [
        (service, route, method)
        for service in SERVICES
        for route in import_module(f"services.{service}.routes").routes
        if isinstance(route, HouseRoute) and not isinstance(route.access, Public)
        if set(route.param_convertors) - {"tenant"}
        for method in sorted(set(route.methods or ()) - {"HEAD"})
    ]


ROUTES = single_things()
EACH = pytest.mark.parametrize(
    ("service", "route", "method"), ROUTES, ids=[f"{method} {route.path}" for _, route, method in ROUTES]
)


READ = pytest.mark.parametrize(
    ("service", "route"),
    [(service, route) for service, route, method in ROUTES if method == "GET"],
    ids=[route.path for _, route, method in ROUTES if method == "GET"],
)


@pytest.fixture(scope="module")
async def things(house: House) -> Things:
    """One of each in the company of the house: a member, an API client, an invitation, a document with two versions."""
    made: dict[str, str] = {}
    with house.databases["tenant_auth"].activate():
        slug = f"acme-{house.tenant.hex[-12:]}"
        await Tenant.create_tenant(
            slug, {"name": "Acme", "country": "FR", "locales": ["en"]}, None, domain="localhost", tenant=house.tenant
        )
        async with unit_of_work(house.tenant):
            owner = await Person.join(f"{new_id()}@acme.example", name="Ada", locale="en")
            await Member.join(owner.id, [Role.OWNER])
            other = await Person.join(f"{new_id()}@acme.example", name="Grace", locale="en")
            made["members"] = str((await Member.join(other.id, [Role.AGENT])).id)
            ada = Caller(
                kind="person",
                actor=owner.id,
                name="Ada",
                tenant=house.tenant,
                slug=slug,
                permissions=frozenset(all_permissions()),
                session=new_id(),
            )
            made["api-clients"] = (await api_client.create("Robot", ["policy_hosting:version:read"], by=ada))[0].id
            invited = await invite("mary@acme.example", [Role.AGENT], None, by=ada, settings=house.settings)
            made["invitations"] = str(invited.id)
    with house.databases["policy_hosting"].activate():
        async with unit_of_work(house.tenant):
            first = await published(slug="privacy-of-acme")
            await approved(first.document, given(30))
    return made | {"slug": "privacy-of-acme"}


def address(route: HouseRoute, things: Things, tenant: str, number: str) -> str:
    """The route's address for the things of the one company, below the slug of whoever asks."""
    noun = next((word for word in route.path.split("/") if word in things), "")
    path = path_of(route, tenant)
    for name, convertor in route.param_convertors.items():
        if isinstance(convertor, UUIDConvertor):
            assert noun, f"{route.path}: make one in `things`"
            path = path.replace("01a20180-98b6-79e1-90ac-adc0c7db55b3", things[noun])
        elif name == "number":
            path = path.replace("/7", f"/{number}")
    for name in ("slug", *OWN_WORDS):
        if name in route.param_convertors:
            path = path.replace("/word", f"/{things.get(name) or OWN_WORDS[name]}", 1)
    assert "/word" not in path, f"{route.path}: say here what it names"
    return path


async def stranger(house: House, service: str) -> tuple[UUID, str]:
    """Another company that this service knows."""
    tenant = new_id()
    with house.databases[service].activate():
        async with unit_of_work(tenant):
            await profile.copy(profile_changed(tenant))
    return tenant, "globex"


@EACH
async def test_to_the_owner_of_another_company_it_is_missing(
    house: House, things: Things, service: str, route: HouseRoute, method: str
) -> None:
    tenant, slug = await stranger(house, service)
    bearer = signed_in.bearer(house.settings, tenant, *all_permissions(), slug=slug)
    kind = "application/json" if route.path.startswith("/v1/") else "application/x-www-form-urlencoded"
    answer = await house.ask(service, method, address(route, things, slug, "2"), **bearer, **{"content-type": kind})
    assert answer.status_code == 404
    assert "keep calls" not in answer.text


@READ
async def test_its_own_company_finds_it(house: House, things: Things, service: str, route: HouseRoute) -> None:
    """Else the test above would prove nothing; changing a thing is tested where it lies."""
    bearer = signed_in.bearer(house.settings, house.tenant, *all_permissions())
    found = [await house.ask(service, "GET", address(route, things, "acme", number), **bearer) for number in "12"]
    assert {answer.status_code for answer in found} <= {200, 409}  # 409: found, but not in that state
