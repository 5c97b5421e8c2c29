"""The edge hears of publications over a real bus, and of none while it is away."""

import asyncio
from uuid import UUID

import nats as bus
import pytest
from nats.aio.client import Client

from frontend.edge.bell import hear_publications
from infra.local.engines import Nats
from infra.local.process import free_port


async def said(client: Client, subject: str) -> None:
    await client.publish(subject, b"{}")
    await client.flush()


@pytest.fixture
async def heard(nats: Nats) -> asyncio.Queue[UUID | None]:
    return asyncio.Queue()


async def test_a_publication_is_heard_with_its_tenant(nats: Nats, heard: asyncio.Queue[UUID | None]) -> None:
    listening = asyncio.create_task(hear_publications(nats.url_of("edge"), heard.put_nowait))
    client = await bus.connect(nats.url)
    try:
        async with asyncio.timeout(30):
            assert await heard.get() is None  # connected: look at everything once
            for service in ("policy_hosting", "tenant_auth"):
                await said(client, f"avow.{UUID(int=7)}.{service}.pages.published")
                assert await heard.get() == UUID(int=7)
            await said(client, f"avow.{UUID(int=7)}.policy_hosting.version.announced")
            await said(client, "avow.nobody.policy_hosting.pages.published")
            assert await heard.get() is None
    finally:
        await client.close()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


@pytest.mark.slow
async def test_after_the_bus_was_killed_everything_is_looked_at_again(
    tmp_path_factory: pytest.TempPathFactory, heard: asyncio.Queue[UUID | None]
) -> None:
    own = Nats(tmp_path_factory.mktemp("bus"), port=free_port(), fast=True)
    own.start()
    listening = asyncio.create_task(hear_publications(own.url_of("edge"), heard.put_nowait))
    try:
        async with asyncio.timeout(30):
            assert await heard.get() is None
            own.kill()
            own.start()
            assert await heard.get() is None
            client = await bus.connect(own.url)
            await said(client, f"avow.{UUID(int=8)}.policy_hosting.pages.published")
            assert await heard.get() == UUID(int=8)
            await client.close()
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        own.stop()
