"""Requests that no browser sends: none gets a page that is not its own, none takes the edge down."""

import asyncio

import pytest

from frontend.edge import protocol
from tests.support.edge import Visitor

pytestmark = pytest.mark.slow

POLICY = "/en/policies/privacy"


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/en/../fr/",
        "/en/%2e%2e/fr/",
        "/en/..%2ffr/",
        "/en/%252e%252e/fr/",
        "/en//policies/privacy",
        "//evil.example/",
        "//evil.example/en/",
        "/\\evil.example/",
        "/en/%5c%5cevil.example",
        "/en/policies/privacy%00",
        "/en/policies/privacy%0d%0aSet-Cookie:%20a=b",
        "/en/policies/privacy%ff",
        "/en/policies/privacy%",
        "/en/policies/privacy%zz",
        "/en/policies%2Fprivacy",
        "/EN/policies/privacy",
        "/404/en",
        "404/en",
        "/static/../settings.py",
        "/static/..%2fsettings.py",
        "/static/.hidden",
        "/static//etc/passwd",
        "/static/",
        "/en/policies/x%2F..%2F..%2Fadmin/changes/1...3",
        "/" + "a" * 2000,
    ],
)
async def test_a_crooked_path_leads_nowhere(visitor: Visitor, path: str) -> None:
    for _ in range(2):
        response = await visitor.get(path)
        assert response.status in {400, 404}
        assert "location" not in response.headers
        assert "set-cookie" not in response.headers


async def test_an_overlong_address_is_refused(visitor: Visitor) -> None:
    assert (await visitor.get("/en/" + "a" * 3000)).status == 414
    assert (await visitor.get("/en/?" + "a" * 9000)).status == 414


@pytest.mark.parametrize("flood", ["x: " + "a" * 200_000, "\r\n".join(f"x{n}: y" for n in range(200))])
async def test_headers_without_end_are_refused(visitor: Visitor, flood: str) -> None:
    said = await visitor.raw(f"GET / HTTP/1.1\r\nHost: acme.localhost\r\n{flood}".encode() + b"\r\n" * 2)
    assert said[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 431"}


async def test_an_address_without_end_is_refused(visitor: Visitor) -> None:
    said = await visitor.raw(b"GET /" + b"a" * 200_000)
    assert said[:12] == b"HTTP/1.1 431"


@pytest.mark.parametrize("host", ["ACME.localhost", "acme.localhost.", "acme.localhost:8000", "Acme.LocalHost.:443"])
async def test_a_host_may_be_written_in_several_ways(visitor: Visitor, host: str) -> None:
    for _ in range(2):
        assert "Acme keeps promises" in (await visitor.get(POLICY, host)).text


@pytest.mark.parametrize(
    "host",
    [
        "",
        "acme.localhost:",
        "acme.localhost:x",
        "acme.localhost:99999",
        "acme.localhost:80:80",
        "acme.localhost..",
        "../acme.localhost",
        "acme.localhost/en",
        "acme.localhost@evil.example",
        "acme.localhost globex.localhost",
        "acme_.localhost",
        "[::1]",
        "a" * 300,
        "acmé.localhost",
    ],
)
async def test_what_is_no_host_is_refused(visitor: Visitor, host: str) -> None:
    for _ in range(2):
        response = await visitor.get(POLICY, host)
        assert response.status == 400
        assert "Acme" not in response.text


@pytest.mark.parametrize("lines", ["", "Host: acme.localhost\r\nHost: globex.localhost\r\n"])
async def test_without_one_host_there_is_no_page(visitor: Visitor, lines: str) -> None:
    for _ in range(2):
        response = await visitor.send(f"GET {POLICY} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode())
        assert response.status == 400


async def test_the_host_in_the_address_counts_more_than_the_header(visitor: Visitor) -> None:
    await visitor.get("/nl/", "globex.localhost")
    request = "GET http://{}{} HTTP/1.1\r\nHost: globex.localhost\r\nConnection: close\r\n\r\n"
    response = await visitor.send(request.format("acme.localhost", POLICY).encode())
    assert "Acme keeps promises" in response.text
    assert (await visitor.send(request.format("none.localhost", "/nl/").encode())).status == 404
    assert (await visitor.send(request.format("acme.localhost", "").encode())).status == 302
    assert (await visitor.send(request.format("user@acme.localhost", "/").encode())).status == 400


@pytest.mark.parametrize("target", ["*", "acme.localhost:443", "ftp://acme.localhost/", "en/"])
async def test_other_forms_of_address_are_refused(visitor: Visitor, target: str) -> None:
    for method in ("GET", "OPTIONS", "CONNECT"):
        said = await visitor.raw(f"{method} {target} HTTP/1.1\r\nHost: acme.localhost\r\n\r\n".encode())
        assert said[:10] == b"HTTP/1.1 4"


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01",
        b"GET / HTTP/1.1\r\nHost: acme.localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: acme.localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : acme.localhost\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: acme.localhost\r\n\r\n",
        b"GET /\r\nHost: acme.localhost\r\n\r\n",
    ],
)
async def test_what_is_no_request_ends_the_connection(visitor: Visitor, data: bytes) -> None:
    said = await visitor.raw(data)
    assert said[:12] == b"HTTP/1.1 400"
    assert (await visitor.get("/en/")).status == 200


async def test_who_dawdles_over_a_request_is_not_waited_for(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "SLOWEST_HEAD", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", visitor.port)
    writer.write(b"GET / HTTP/1.1\r\nHost: ac")
    await asyncio.sleep(0.1)
    for connection in visitor.connections():
        connection.sweep(asyncio.get_running_loop().time())
    assert await asyncio.wait_for(reader.read(), 2) == b""
    writer.close()
    await writer.wait_closed()


async def test_a_body_sent_with_a_read_does_not_become_the_next_request(visitor: Visitor) -> None:
    await visitor.get(POLICY)
    smuggled = b"GET /fr/ HTTP/1.1\r\nHost: acme.localhost\r\n\r\n"
    head = f"GET {POLICY} HTTP/1.1\r\nHost: acme.localhost\r\nContent-Length: {len(smuggled)}\r\n\r\n"
    said = await visitor.raw(head.encode() + smuggled)
    assert said.count(b"HTTP/1.1 200") == 1
    assert b"bienvenue" not in said


async def test_who_asks_much_and_reads_nothing_takes_little_memory(visitor: Visitor) -> None:
    await visitor.get(POLICY)
    reader, writer = await asyncio.open_connection("127.0.0.1", visitor.port, limit=2**24)
    writer.transport.pause_reading()  # type: ignore[attr-defined]  # a socket's transport can
    writer.write(f"GET {POLICY} HTTP/1.1\r\nHost: acme.localhost\r\n\r\n".encode() * 5000)
    await asyncio.sleep(0.3)
    assert max(each.transport.get_write_buffer_size() for each in visitor.connections()) < 300_000
    writer.transport.resume_reading()  # type: ignore[attr-defined]
    read = 0
    async with asyncio.timeout(20):
        while read < 5000:
            await reader.readuntil(b"HTTP/1.1 200")
            read += 1
    writer.close()
    await writer.wait_closed()


async def test_an_upgrade_is_not_taken_up(visitor: Visitor) -> None:
    for _ in range(2):
        lines = f"GET {POLICY} HTTP/1.1\r\nHost: acme.localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"
        assert (await visitor.send(lines.encode())).status == 200
