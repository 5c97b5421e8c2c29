"""The edge as a process of its own, as `make run` starts it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from frontend.edge.build import build
from frontend.edge.cookies import SESSION, new_word
from infra.local.process import free_port
from shared.sites import Sites
from tests.support.edge import Visitor, edge_settings, publish_acme

pytestmark = pytest.mark.slow
POLICY = "/en/policies/privacy"


@asynccontextmanager
async def edge_process(folder: Path, port: int, **changes: str) -> AsyncIterator[asyncio.subprocess.Process]:
    settings = {"AVOW_DATA": str(folder), "AVOW_PORT": str(port), "AVOW_EDGE_SECRET": "hush", "AVOW_NATS_URL": ""}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "frontend.edge",
        env={"PATH": os.defpath, **settings, **changes},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def alive(visitor: Visitor) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                assert (await visitor.get("/livez")).status == 200
            except OSError:
                await asyncio.sleep(0.05)
            else:
                return


async def test_it_serves_pages_and_ends_cleanly_when_asked(tmp_path: Path) -> None:
    await publish_acme(Sites.open(tmp_path / "sites"))
    port = free_port()
    async with edge_process(tmp_path, port) as process:
        visitor = Visitor(build(edge_settings(tmp_path)), port)
        await alive(visitor)
        assert (await visitor.get(POLICY)).status == 200
        ask = f"GET {POLICY} HTTP/1.1\r\nHost: acme.localhost\r\n\r\n".encode()
        said = await visitor.raw(ask * 2000, seconds=30)
        assert said.count(b"HTTP/1.1 200 OK") == 2000
        reader, writer = await asyncio.open_connection("127.0.0.1", port)  # an idle reader holds nothing up
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await process.wait() == 0
        assert await reader.read() == b""
        writer.close()


async def test_it_says_which_setting_is_missing(tmp_path: Path) -> None:
    async with edge_process(tmp_path, free_port(), AVOW_TRUSTED_PROXIES="everybody") as process:
        _, said = await process.communicate()
    assert process.returncode == 1
    assert b"AVOW_TRUSTED_PROXIES" in said


async def test_it_says_that_its_port_is_taken(tmp_path: Path) -> None:
    listening = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with edge_process(tmp_path, port) as process:
        _, said = await asyncio.wait_for(process.communicate(), 30)
    listening.close()
    assert process.returncode == 1
    assert b"the edge cannot listen on port" in said


async def test_without_its_database_it_starts_and_serves_pages(tmp_path: Path) -> None:
    await publish_acme(Sites.open(tmp_path / "sites"))
    port, gone = free_port(), "postgresql://edge_app:x@127.0.0.1:1/edge"
    told = {"AVOW_CONSOLE_SECRET": "hush", "AVOW_DATABASE_APP": gone, "AVOW_DATABASE_RELAY": gone}
    async with edge_process(tmp_path, port, **told) as process:
        visitor = Visitor(build(edge_settings(tmp_path)), port)
        await alive(visitor)
        assert (await visitor.get(POLICY)).status == 200
        cookie = f"{SESSION}={new_word()}"
        assert (await visitor.get("/acme/policies", "console.localhost", cookie=cookie)).status == 503
        assert (await visitor.get("/acme/policies", "console.localhost")).status == 303  # the way to sign in
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0
