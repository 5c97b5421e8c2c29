"""`avow events`: what an operator sees and does with events that failed."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from infra.local.engines import Nats
from shared.bus import outbox
from shared.bus.connection import connected
from shared.bus.dead_letters import list_dead
from shared.bus.streams import ensure_streams
from shared.ids import new_id
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import execute, relay_work, unit_of_work
from tests.support.bus import BellRung, eventually, eventually_so, working
from tests.support.databases import Databases

SERVICE = "policy_hosting"
pytestmark = pytest.mark.slow  # each call is a process


@pytest.fixture
def service() -> str:
    return SERVICE


class Installation:
    """A running system as the command finds it: `run.json`, and nothing else."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def avow(self, *words: str) -> subprocess.CompletedProcess[str]:
        environ = {"PATH": os.environ["PATH"], "AVOW_DATA": str(self.data)}
        command = [sys.executable, "-m", "infra.events_cli", *words]
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)

    def told(self, *words: str) -> object:
        done = self.avow(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def installation(databases: Databases, nats: Nats, tmp_path: Path) -> Installation:
    settings = databases.settings(SERVICE, tmp_path, nats.url_of(SERVICE))
    of_service = {
        "AVOW_ENV": "development",
        "AVOW_EDGE_SECRET": settings.edge_secret,
        "AVOW_NATS_URL": settings.nats_url,
        "AVOW_DATABASE_APP": settings.database_app,
        "AVOW_DATABASE_RELAY": settings.database_relay,
    }
    run = {"operator": {"env": {"AVOW_NATS_URL": nats.url}}, "services": {SERVICE: {"env": of_service}}}
    (tmp_path / "run.json").write_text(json.dumps(run))
    return Installation(tmp_path)


async def test_an_operator_lists_replays_and_drops_dead_letters(
    tenant: UUID, database: Database, databases: Databases, nats: Nats, installation: Installation, tmp_path: Path
) -> None:
    mended = False
    done: list[int] = []

    async def climb_tower(event: BellRung) -> None:
        if not mended:
            raise RuntimeError
        done.append(event.stroke)

    settings = databases.settings(SERVICE, tmp_path, nats.url_of(SERVICE))
    async with connected(nats.url, "test") as bus, working(database, settings, {BellRung: [climb_tower]}):
        await ensure_streams(bus.jetstream)

        async def two_are_parked() -> bool:
            return len(await list_dead(bus.jetstream, SERVICE)) == 2

        for stroke in (1, 2):
            async with unit_of_work(tenant):
                await outbox.record(BellRung(bell=new_id(), stroke=stroke))
        await eventually_so(two_are_parked)
        listed = installation.told("dead", "list", "--service", SERVICE)
        assert isinstance(listed, list)
        assert {letter["handler"] for letter in listed} == {"climb_tower"}
        assert {letter["error"] for letter in listed} == {"RuntimeError"}
        assert "policy_hosting.climb_tower" in installation.avow("dead", "list").stdout
        first, second = (str(letter["id"]) for letter in listed)
        mended = True
        assert installation.avow("dead", "drop", first).returncode == 0
        assert "given back" in installation.avow("dead", "replay", second).stdout
        await eventually(lambda: len(done) == 1)
        assert installation.told("dead", "list", "--service", SERVICE) == []
        assert installation.told("dead", "replay", "all", "--service", SERVICE) == []


async def test_what_was_sent_since_an_instant_is_said_again(
    tenant: UUID, database: Database, installation: Installation
) -> None:
    async with unit_of_work(tenant):
        await outbox.record(BellRung(bell=new_id(), stroke=1))
    async with relay_work():
        sent = datetime.now(UTC) - timedelta(hours=2)
        await execute("UPDATE outbox SET sent_at = $1 WHERE tenant_id = $2", sent, tenant)

    async def unsent() -> int:
        async with relay_work():
            rows = await execute("SELECT FROM outbox WHERE tenant_id = $1 AND sent_at IS NULL", tenant)
        return len(rows)

    assert installation.avow("resend", "--since", "1h").returncode == 0
    assert await unsent() == 0
    assert installation.avow("resend", "--since", "3h", "--service", SERVICE).returncode == 0
    assert await unsent() == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("dead", "replay", "first"), "which"),
        (("resend", "--since", "yesterday"), "since"),
        (("resend", "--since", "30d"), "since"),
        (("resend", "--since", "1h", "--service", "postal"), "service"),
    ],
)
def test_a_refusal_names_the_field_and_exits_with_1(
    installation: Installation, words: tuple[str, ...], field: str
) -> None:
    said = installation.avow(*words)
    assert said.returncode == 1
    assert said.stderr.startswith(f"{field}: ")
    told = installation.avow(*words, "--json")
    assert told.returncode == 1
    assert json.loads(told.stdout)["status"] == 422


def test_a_letter_that_is_not_there_exits_with_1(installation: Installation) -> None:
    said = installation.avow("dead", "drop", "4000000")
    assert (said.returncode, said.stderr) == (1, "There is no dead letter 4000000.\n")


@pytest.mark.parametrize("words", [("dead", "list"), ("resend", "--since", "1h", "--service", SERVICE)])
def test_engines_that_do_not_answer_exit_with_3(words: tuple[str, ...], tmp_path: Path) -> None:
    nowhere = {
        "AVOW_ENV": "development",
        "AVOW_EDGE_SECRET": "secret",
        "AVOW_NATS_URL": "nats://127.0.0.1:1",
        "AVOW_DATABASE_APP": "postgresql://127.0.0.1:1/nowhere",
        "AVOW_DATABASE_RELAY": "postgresql://127.0.0.1:1/nowhere",
    }
    (tmp_path / "run.json").write_text(
        json.dumps({"operator": {"env": nowhere}, "services": {SERVICE: {"env": nowhere}}})
    )
    assert Installation(tmp_path).avow(*words).returncode == 3


def test_without_an_installation_it_says_so(tmp_path: Path) -> None:
    said = Installation(tmp_path).avow("dead", "list")
    assert said.returncode == 3
    assert "not there or not running" in said.stderr
