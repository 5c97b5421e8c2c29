"""What is not published goes to its service, with what the service may know and nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from frontend.edge.hosts import Kind
from frontend.edge.routes import Passed, Table
from shared.sites import Sites
from tests.support.edge import ACME, Neighbour, Visitor, edge_settings, neighbouring, visiting

pytestmark = pytest.mark.slow

TABLE = Table(
    (
        Passed(Kind.CENTER, "/{locale}/policies/{slug}/changes/{range}", "policy_hosting", seconds=0.5),
        Passed(Kind.CENTER, "/{locale}/requests", "policy_hosting", ("POST",), largest_body=1000),
        Passed(Kind.CENTER, "/en/", "policy_hosting", ("POST",)),
        Passed(Kind.API, "/v1/{rest:path}", "policy_hosting", ("GET", "POST")),
        Passed(Kind.AUTH, "/{rest:path}", "nowhere"),
    )
)
CHANGES = "/en/policies/privacy/changes/1...9"


@asynccontextmanager
async def beside(neighbour: Neighbour, folder: Path, **changes: object) -> AsyncIterator[Visitor]:
    async with neighbouring(neighbour) as port:
        settings = edge_settings(folder, services=f"policy_hosting=127.0.0.1:{port}", **changes)
        async with visiting(settings, TABLE) as visitor:
            yield visitor


async def test_the_service_answers_with_tenant_client_and_secret_from_the_edge(sites: Sites, tmp_path: Path) -> None:
    neighbour = Neighbour(headers=((b"content-type", b"text/html"), (b"avow-inside", b"x"), (b"server", b"y")))
    async with beside(neighbour, tmp_path) as visitor:
        response = await visitor.get(CHANGES + "?a=%20b")
    assert (response.status, response.text) == (200, "from the service")
    assert not {"avow-inside", "server"} & set(response.headers)
    scope = neighbour.scopes[0]
    assert (scope["raw_path"], scope["query_string"]) == (CHANGES.encode(), b"a=%20b")
    assert neighbour.heard("host") == ["acme.localhost"]
    assert neighbour.heard("avow-tenant") == [str(ACME)]
    assert neighbour.heard("avow-client") == ["127.0.0.0/24"]
    assert neighbour.heard("avow-edge") == ["hush"]
    assert len(neighbour.heard("avow-request-id")[0]) == 36


async def test_a_visitor_cannot_say_what_only_the_edge_says(sites: Sites, tmp_path: Path) -> None:
    neighbour = Neighbour()
    said = {
        "Avow-Tenant": "00000000-0000-0000-0000-000000000002",
        "AVOW-EDGE": "guess",
        "Avow-Client": "10.0.0.0/24",
        "Avow-Anything": "x",
        "Forwarded": "for=1.2.3.4",
        "X-Forwarded-For": "1.2.3.4",
        "X-Forwarded-Host": "globex.localhost",
        "X-Real-Ip": "1.2.3.4",
        "Te": "trailers",
        "Upgrade": "h2c",
        "X-Hop": "x",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    ask = f"GET {CHANGES} HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close, X-Hop\r\nAvow_Tenant: x\r\n{lines}\r\n"
    async with beside(neighbour, tmp_path) as visitor:
        assert (await visitor.send(ask.encode())).status == 200
    assert neighbour.heard("avow-tenant") == [str(ACME)]
    assert neighbour.heard("avow-edge") == ["hush"]
    assert neighbour.heard("avow-client") == ["127.0.0.0/24"]
    for name in ("avow-anything", "avow_tenant", "forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"):
        assert neighbour.heard(name) == []
    for name in ("te", "upgrade", "x-hop", "connection"):
        assert neighbour.heard(name) == []


async def test_the_client_behind_a_trusted_proxy_is_known_by_its_block(sites: Sites, tmp_path: Path) -> None:
    neighbour = Neighbour()
    async with beside(neighbour, tmp_path, proxies="127.0.0.0/8, 10.0.0.0/8") as visitor:
        await visitor.get(CHANGES, x_forwarded_for="9.9.9.9, 203.0.113.77, 10.1.2.3")
        assert neighbour.heard("avow-client") == ["203.0.113.0/24"]
        await visitor.get(CHANGES, x_forwarded_for="2001:db8:1:2:3::9")
        assert neighbour.heard("avow-client") == ["2001:db8:1::/48"]
        await visitor.get(CHANGES, x_forwarded_for="not an address")
        assert neighbour.heard("avow-client") == ["unknown"]


async def test_the_api_ignores_cookies(sites: Sites, tmp_path: Path) -> None:
    neighbour = Neighbour()
    async with beside(neighbour, tmp_path) as visitor:
        await visitor.get("/v1/policies", "api.localhost", cookie="a=b", authorization="Bearer x")
        assert (neighbour.heard("cookie"), neighbour.heard("authorization")) == ([], ["Bearer x"])
        assert neighbour.heard("avow-tenant") == []


async def test_bodies_travel_both_ways(sites: Sites, tmp_path: Path) -> None:
    neighbour = Neighbour(201, ((b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")), [b"x" * 70_000, b"y" * 70_000])
    async with beside(neighbour, tmp_path) as visitor:
        response = await visitor.ask("POST", "/en/requests", body=b"name=Ada")
        assert (response.status, len(response.body), response.complete) == (201, 140_000, True)
        assert response.names.count("set-cookie") == 2
        assert neighbour.bodies == [b"name=Ada"]
        chunked = (
            b"POST /en/requests HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close\r\nTransfer-Encoding: chunked"
        )
        await visitor.send(chunked + b"\r\n\r\n4\r\nname\r\n4\r\n=Ada\r\n0\r\n\r\n")
        assert neighbour.bodies[1] == b"name=Ada"


async def test_a_post_to_a_published_page_goes_to_the_service_that_takes_it(sites: Sites, tmp_path: Path) -> None:
    neighbour = Neighbour()
    async with beside(neighbour, tmp_path) as visitor:
        assert (await visitor.ask("POST", "/en/", body=b"a")).text == "from the service"
        refused = await visitor.ask("PUT", "/en/", body=b"a")
        assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD, POST")
        assert "welcome" in (await visitor.get("/en/")).text


@pytest.mark.parametrize("framing", ["length", "chunks"])
async def test_too_large_a_body_is_refused_before_the_service_has_it(
    sites: Sites, tmp_path: Path, framing: str
) -> None:
    neighbour = Neighbour()
    async with beside(neighbour, tmp_path) as visitor:
        if framing == "length":
            response = await visitor.ask("POST", "/en/requests", body=b"x" * 1001)
        else:
            head = b"POST /en/requests HTTP/1.1\r\nHost: acme.localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            response = await visitor.send(head + b"3e9\r\n" + b"x" * 1001 + b"\r\n0\r\n\r\n")
    assert response.status == 413
    assert response.headers["connection"] == "close"
    assert neighbour.bodies in ([], [b""])


async def test_a_service_that_is_down_is_said_in_the_readers_language(sites: Sites, tmp_path: Path) -> None:
    async with visiting(edge_settings(tmp_path, services="policy_hosting=127.0.0.1:1"), TABLE) as visitor:
        response = await visitor.get(CHANGES.replace("/en/", "/fr/"))
        assert (response.status, response.headers["retry-after"]) == (503, "10")
        assert "Acme 503 fr" in response.text
        api = await visitor.get("/v1/policies", "api.localhost")
        assert (api.status, api.headers["content-type"]) == (503, "application/problem+json")
        assert (await visitor.get("/", "auth.localhost")).status == 503
        assert (await visitor.get("/en/policies/privacy")).status == 200


async def test_a_service_that_hangs_is_given_up(sites: Sites, tmp_path: Path) -> None:
    async with beside(Neighbour(pause=3), tmp_path) as visitor:
        async with asyncio.timeout(2):
            assert (await visitor.get(CHANGES)).status == 503


async def test_an_answer_that_breaks_off_does_not_look_whole(sites: Sites, tmp_path: Path) -> None:
    async def broken(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf")
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(broken, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with visiting(edge_settings(tmp_path, services=f"policy_hosting=127.0.0.1:{port}"), TABLE) as visitor:
        response = await visitor.get(CHANGES)
    listening.close()
    assert response.body == b"half"
    assert not response.complete


async def test_a_connection_that_ended_in_between_is_made_anew(sites: Sites, tmp_path: Path) -> None:
    answered = 0

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal answered
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
        answered += 1
        await reader.readuntil(b"\r\n\r\n")  # the second request on this connection is dropped
        writer.close()

    listening = await asyncio.start_server(once, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with visiting(edge_settings(tmp_path, services=f"policy_hosting=127.0.0.1:{port}"), TABLE) as visitor:
        assert [(await visitor.get(CHANGES)).text for _ in range(2)] == ["ok", "ok"]
    listening.close()
    assert answered == 2


async def test_too_many_requests_from_one_place_are_asked_to_wait(sites: Sites, tmp_path: Path) -> None:
    async with beside(Neighbour(), tmp_path, rate=1, burst=3, proxies="127.0.0.1") as visitor:
        for _ in range(3):
            assert (await visitor.get(CHANGES, x_forwarded_for="203.0.113.1")).status == 200
        refused = await visitor.get(CHANGES, x_forwarded_for="203.0.113.1")
        assert refused.status == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 2
        assert (await visitor.get(CHANGES, x_forwarded_for="203.0.113.2")).status == 200
        for _ in range(5):
            assert (await visitor.get("/en/policies/privacy", x_forwarded_for="203.0.113.1")).status == 200


async def test_a_host_that_nobody_has_passes_nothing_on(sites: Sites, tmp_path: Path) -> None:
    neighbour = Neighbour()
    async with beside(neighbour, tmp_path) as visitor:
        assert (await visitor.get(CHANGES, "unknown.localhost")).status == 404
        assert (await visitor.get("/en/policies/%2e%2e/changes/1...9")).status == 404
    assert neighbour.scopes == []


async def test_a_page_the_service_does_not_know_is_missed_in_the_center_s_dress(sites: Sites, tmp_path: Path) -> None:
    async with beside(Neighbour(status=404), tmp_path) as visitor:
        response = await visitor.get(CHANGES.replace("/en/", "/fr/"))
        api = await visitor.get("/v1/things", "api.localhost")
    assert response.status == 404
    assert "Acme 404 fr" in response.text
    assert api.text == "from the service"  # programs get the service's own words
