"""What the service says to itself comes about through the real bus: letters are sent, acts are written down once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from infra.local.catcher.box import Box
from infra.local.catcher.smtp import serve
from infra.local.engines import Nats
from infra.local.process import free_port
from services.tenant_auth.acts import acted_by_operator
from services.tenant_auth.audit.verification import verify
from services.tenant_auth.settings import Settings
from services.tenant_auth.worker import hears
from shared import letters
from shared.bus.connection import connected
from shared.bus.envelope import CONTENT_TYPE
from shared.bus.streams import ensure_streams
from shared.letters import text
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import execute, relay_work, unit_of_work
from tests.support.bus import eventually, eventually_so, working
from tests.support.relying_party import provider_settings

pytestmark = pytest.mark.slow
TRIES = Path(__file__).parents[1] / "support" / "letters"


@pytest.fixture
async def box(tmp_path: Path) -> AsyncIterator[tuple[Box, str]]:
    """The mail catcher and its address."""
    box, port = Box(tmp_path / "mail"), free_port()
    server = await serve(box, "127.0.0.1", port)
    yield box, f"smtp://127.0.0.1:{port}"
    server.close()


@pytest.fixture
async def told(
    settings: ServiceSettings, box: tuple[Box, str], nats: Nats, database: Database, tmp_path: Path
) -> Settings:
    """What the service's process would be told."""
    async with relay_work():
        await execute("DELETE FROM outbox")  # what other tests said
    url = nats.url_of("tenant_auth")
    return replace(provider_settings(settings), smtp=box[1], nats_url=url, data=tmp_path)


async def test_a_letter_goes_out_when_the_work_that_wrote_it_is_done(
    told: Settings, box: tuple[Box, str], database: Database, tenant: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "FOLDERS", [*text.FOLDERS, TRIES])
    text._environment.cache_clear()
    async with working(database, told, hears(told)):
        async with unit_of_work(tenant):
            await letters.write(to="ada@example.com", template="letters/try", locale="en", name="Acme")
        await eventually(lambda: box[0].mails("ada@example.com"))

        async def sent() -> bool:
            async with unit_of_work(tenant):
                return bool(await execute("SELECT 1 FROM letters WHERE state = 'sent'"))

        await eventually_so(sent)
    assert len(box[0].mails()) == 1


async def test_an_act_heard_many_times_is_one_entry(
    told: Settings, nats: Nats, database: Database, tenant: UUID
) -> None:
    async with unit_of_work(tenant):
        await acted_by_operator("tenant_auth:profile:change", "profile", tenant, "name")
    async with relay_work():
        row = (await execute("SELECT id, subject, body FROM outbox WHERE tenant_id = $1", tenant))[0]

    async def entries() -> int:
        async with unit_of_work(tenant):
            return len(await execute("SELECT 1 FROM audit_entries"))

    async with working(database, told, hears(told)), connected(nats.url, "operator") as operator:
        await ensure_streams(operator.jetstream)
        for _ in range(5):  # without its id the bus takes each for a new one
            await operator.jetstream.publish(
                row["subject"], row["body"].encode(), headers={"Content-Type": CONTENT_TYPE}
            )
        async with unit_of_work(tenant):
            await acted_by_operator("tenant_auth:profile:change", "profile", tenant, "country")

        async def both() -> bool:
            return await entries() >= 2

        await eventually_so(both)
    async with unit_of_work(tenant):
        verdict = await verify(told)
    assert (verdict.holds, verdict.entries) == (True, 2)
