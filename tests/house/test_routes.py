"""Every route: an access rule, numbers as numbers, kebab-case words, reached by the edge, claimed by one service."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from starlette.routing import BaseRoute, Mount

from frontend.edge.attempt import OWN
from frontend.edge.hosts import Kind as HostKind
from frontend.edge.routes import EDGE, TABLE
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
    assert not path.endswith("/") or path == "/"
    for word in path.split("/")[1:] if path != "/" else []:
        assert WORD.fullmatch(word) or word == service, word  # a fragment ends with its service's name


def host_of(path: str, route: HouseRoute) -> HostKind:
    """Where a route speaks: the API by its path, the console by its tenant or its closed door, centers by theirs."""
    if path.startswith("/v1/"):
        return HostKind.API
    if path.startswith("/{tenant}") or not isinstance(route.access, Public):
        return HostKind.CONSOLE
    return HostKind.AUTH if route.own_work else HostKind.CENTER


@NAMED
def test_the_edge_reaches_each_route_at_its_service(service: str, path: str, route: BaseRoute) -> None:
    assert isinstance(route, HouseRoute)
    kind = host_of(path, route)
    for method in route.methods or ():
        row = TABLE.find(kind, example(path), method)
        assert row is not None, f"no row of frontend/edge/routes.py passes {method} {path} on from the {kind} host"
        assert row.service == service


def test_a_fragment_is_one_for_the_edge_too() -> None:
    for service, path, _ in ALL:
        row = TABLE.find(HostKind.CONSOLE, example(path), "GET")
        if re.fullmatch(r"/\{tenant\}/(start|search)/[a-z_]+", path):
            assert row is not None
            assert row.fragment
            assert path.endswith(f"/{service}")
        else:
            assert row is None or not row.fragment


def test_the_edge_passes_nothing_on_that_nobody_answers() -> None:
    for row in TABLE.rows:
        if row.service == EDGE:
            assert row.kind is HostKind.CONSOLE
            assert row.template.startswith(OWN)
            continue
        if row.kind is HostKind.MAIL:
            assert row.service == "mail", "caught mail is a program of `make run`, no service"
            continue
        assert row.service in SERVICES
        answered = [
            path
            for service, path, route in ALL
            if service == row.service
            and isinstance(route, HouseRoute)
            and host_of(path, route) is row.kind
            and row.pattern.fullmatch(example(path))
        ]
        assert answered, f"{row.kind} {row.template}"


def test_only_what_carries_a_secret_of_its_own_may_be_sent_from_elsewhere() -> None:
    foreign = {(row.kind, row.template) for row in TABLE.rows if row.foreign}
    programs = ("/token", "/revocation", "/introspection", "/userinfo")
    assert foreign == {
        (HostKind.CONSOLE, "/backchannel-logout"),
        (HostKind.AUTH, "/authorization"),
        (HostKind.AUTH, "/logout"),
        *((HostKind.AUTH, program) for program in programs),
    }


def test_no_two_services_claim_one_address() -> None:
    claims: dict[tuple[str, str, str], str] = {}
    for service, path, route in ALL:
        assert isinstance(route, HouseRoute)
        kind = host_of(path, route)
        for method in route.methods or ():
            shape = (kind, method, PARAMETER.sub("{}", path))
            assert claims.setdefault(shape, service) == service, f"{shape} is claimed by {claims[shape]} too"
        fitting = {row.service for row in TABLE.matching(kind, example(path))}
        assert fitting - {EDGE} == {service}


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
