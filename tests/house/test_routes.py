"""Every route: an access rule, numbers as numbers, kebab-case words, reached by the edge, claimed by one service."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from starlette.routing import BaseRoute, Mount

from frontend.edge.hosts import Kind as HostKind
from frontend.edge.routes import TABLE
from shared.access.rule import Can, Public, SignedIn
from shared.reserved import RESERVED, is_slug
from shared.web.app import create_app
from shared.web.route import HouseRoute, Kind
from tests.support.databases import SERVICES, Databases

ROOT = Path(__file__).parents[2]
PARAMETER = re.compile(r"\{([a-z_]+)(?::([a-z]+))?\}")
EXAMPLES = {"number": "7", "int": "7", "uuid": "01a20180-98b6-79e1-90ac-adc0c7db55b3", "path": "a/b"}
# parameters that name a number or an id must be typed as one
NUMBERS = {"number", "old", "new", "version", "page", "year"}
# words of one letter's difference to kebab-case: parameters, and the dots between two versions
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|\.well-known|[a-z0-9-]+\.[a-z]{2,4}|\{[a-z_:]+\}(?:\.\.\.\{[a-z_:]+\})?")


def routes_of(service: str) -> list[BaseRoute]:
    found: list[BaseRoute] = list(import_module(f"services.{service}.routes").routes)
    return found


def flat(routes: list[BaseRoute], before: str = "") -> list[tuple[str, BaseRoute]]:
    """Every route through every mount, with its whole path."""
    found = []
    for route in routes:
        if isinstance(route, Mount):
            found += flat(list(route.routes), before + route.path)
        else:
            found.append((before + str(getattr(route, "path", "")), route))
    return found


ALL = [(service, path, route) for service in SERVICES for path, route in flat(routes_of(service))]
NAMED = pytest.mark.parametrize(
    ("service", "path", "route"), ALL, ids=[f"{service} {path}" for service, path, _ in ALL]
)


def example(path: str) -> str:
    """An address that fits the template."""
    return PARAMETER.sub(lambda found: EXAMPLES.get(found[2] or "", "word"), path)


def test_every_service_is_walked() -> None:
    assert set(SERVICES) == {file.parent.name for file in ROOT.glob("services/*/routes.py")}
    assert ALL


def test_an_app_has_no_route_beside_its_map(databases: Databases, tmp_path: Path) -> None:
    for service in SERVICES:
        settings = databases.settings(service, tmp_path)
        app = create_app(service, import_module(f"services.{service}.routes").routes, settings, lambda: None)  # type: ignore[arg-type,return-value]
        assert all(isinstance(route, HouseRoute) for _, route in flat(list(app.routes)))


@NAMED
def test_a_route_says_who_may_open_it_and_whom_it_speaks_to(service: str, path: str, route: BaseRoute) -> None:
    assert isinstance(route, HouseRoute), "make it with page() or api()"
    assert isinstance(route.access, Public | SignedIn | Can)
    assert isinstance(route.kind, Kind)


@NAMED
def test_a_number_in_an_address_is_a_number(service: str, path: str, route: BaseRoute) -> None:
    for name, kind in PARAMETER.findall(path):
        if name in NUMBERS:
            assert kind == "number", f"write {{{name}:number}}"
        if name == "id":
            assert kind == "uuid", "write {id:uuid}"


@NAMED
def test_an_address_is_kebab_case_and_ends_without_a_slash(service: str, path: str, route: BaseRoute) -> None:
    assert path.startswith("/")
    assert not path.endswith("/")
    for word in path.split("/")[1:]:
        assert WORD.fullmatch(word), word


@NAMED
def test_the_edge_reaches_each_route_at_its_service(service: str, path: str, route: BaseRoute) -> None:
    assert isinstance(route, HouseRoute)
    for method in route.methods or ():
        rows = [TABLE.find(kind, example(path), method) for kind in HostKind]
        reached = [row for row in rows if row is not None]
        assert reached, f"no row of frontend/edge/routes.py passes {method} {path} on"
        assert {row.service for row in reached} == {service}


def test_the_edge_passes_nothing_on_that_nobody_answers() -> None:
    for row in TABLE.rows:
        assert row.service in SERVICES
        answered = [path for service, path, _ in ALL if service == row.service and row.pattern.fullmatch(example(path))]
        assert answered, row.template


def test_no_two_services_claim_one_address() -> None:
    claims: dict[tuple[str, str], str] = {}
    for service, path, route in ALL:
        for method in getattr(route, "methods", None) or ():
            shape = (method, PARAMETER.sub("{}", path))
            assert claims.setdefault(shape, service) == service, f"{shape} is claimed by {claims[shape]} too"
    for service, path, route in ALL:
        fitting = {row.service for kind in HostKind for row in TABLE.matching(kind, example(path))}
        assert fitting == {service}
        assert route


def test_no_two_routes_of_a_service_have_one_name() -> None:
    for service in SERVICES:
        names = [getattr(route, "name", "") for _, route in flat(routes_of(service))]
        assert len(set(names)) == len(names), service


def first_words() -> set[str]:
    """What addresses of the platform begin with, on any of its hosts."""
    paths = [path for _, path, _ in ALL] + [row.template for row in TABLE.rows]
    paths += ["/static/x", "/healthz", "/livez", "/metrics", "/.well-known/security.txt", "/sitemap.xml", "/robots.txt"]
    paths += ["/theme.css", "/sitemaps/x.xml"]
    words = {path.split("/")[1] for path in paths}
    return {word.strip(".").partition(".")[0] for word in words if "{" not in word}


def test_a_tenants_slug_is_never_the_first_word_of_one_of_our_addresses() -> None:
    """On the console a slug is the first word of a path, so such a tenant would hide our page, or be hidden by it."""
    free = {word for word in first_words() if is_slug(word)}
    assert free == set(), "add it to shared/reserved.py"


def test_a_tenants_slug_is_never_a_host_of_ours_or_a_services_name() -> None:
    ours = {"console", "auth", "api", "mail", "www", "edge"}
    assert ours <= RESERVED
    assert not any(
        is_slug(service) or (is_slug(service.replace("_", "-")) and service in RESERVED) for service in SERVICES
    )
