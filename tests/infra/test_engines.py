"""The engines from their wheels: as root, in closed folders, after a kill, behind passwords."""

import asyncio
import json
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import nats as nats_client
import pytest

from infra.local import unprivileged
from infra.local.engines import EngineError, Nats, Postgres
from infra.local.process import LOOPBACK
from tests.infra.running import open_folder

pytestmark = pytest.mark.slow

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")


@pytest.fixture
def data() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture
def closed(data: Path) -> Path:
    """A data folder in a folder that only its owner enters."""
    data.chmod(0o700)
    return data


async def answer(server: Postgres, question: str) -> object:
    connection = await asyncpg.connect(server.url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_postgres_starts_stops_and_keeps_what_it_was_told(data: Path) -> None:
    server = Postgres(data, password="with / and : and ü", fast=True)
    server.start()
    try:
        assert await answer(server, "SELECT datlocale FROM pg_database WHERE datname = 'template1'") == "C.UTF-8"
        assert await answer(server, "CREATE TABLE kept AS SELECT 42 AS n") is None
        server.stop()
        server.start()
        assert await answer(server, "SELECT n FROM kept") == 42
    finally:
        server.stop()


async def test_postgres_comes_back_after_a_kill(data: Path) -> None:
    server = Postgres(data, password="secret", fast=True)
    server.start()
    try:
        server.kill()
        server.start()
        assert await answer(server, "SELECT 1") == 1
    finally:
        server.stop()


async def test_postgres_asks_for_the_password_and_listens_on_loopback_alone(data: Path) -> None:
    server = Postgres(data, password="secret", fast=True)
    server.start()
    try:
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(server.url.replace("secret", "guess"))
        assert await answer(server, "SHOW listen_addresses") == "127.0.0.1"
        assert await answer(server, "SHOW unix_socket_directories") == ""
        method = "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"
        assert await answer(server, method) == "scram-sha-256"
    finally:
        server.stop()


@root_only
def test_root_runs_postgres_as_nobody_beside_its_data(data: Path) -> None:
    server = Postgres(data, password="secret", fast=True)
    assert server.cluster == data / "postgres"
    server.start()
    try:
        nobody = unprivileged.identity()
        assert nobody is not None
        assert Path(f"/proc/{server.process.pid}").stat().st_uid == nobody.uid
        assert stat.S_IMODE(server.cluster.stat().st_mode) == 0o700
    finally:
        server.stop()


@root_only
async def test_a_closed_parent_sends_the_cluster_to_a_shelter(closed: Path) -> None:
    data = closed
    server = Postgres(data / "avow", password="secret", fast=True)
    try:
        assert server.cluster == unprivileged.shelter(data / "avow") / "postgres"
        server.start()
        assert await answer(server, "SELECT 1") == 1
        server.stop()
    finally:
        unprivileged.forget(data / "avow")


@root_only
async def test_binaries_that_nobody_can_reach_are_copied(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.local.postgres._open_to_everybody", lambda _package: False)
    server = Postgres(data, password="secret", fast=True)
    try:
        server.start()
        assert program_of(server).is_relative_to(unprivileged.shelter(data))
        assert await answer(server, "SELECT 1") == 1
        server.stop()
    finally:
        unprivileged.forget(data)


@root_only
def test_a_shelter_that_somebody_else_made_is_refused(data: Path) -> None:
    shelter = unprivileged.shelter(data)
    shelter.mkdir()
    os.chown(shelter, 65534, 65534)
    try:
        with pytest.raises(EngineError, match="belongs to somebody else"):
            unprivileged.open_shelter(data)
    finally:
        unprivileged.forget(data)


def test_folders_are_reachable_when_every_parent_is_open(data: Path) -> None:
    assert unprivileged.reachable(data / "anything")
    data.chmod(0o700)
    assert not unprivileged.reachable(data / "anything")


def program_of(server: Postgres) -> Path:
    return Path(f"/proc/{server.process.pid}/exe").readlink()


@pytest.fixture(scope="module")
def bus() -> Iterator[Nats]:
    with open_folder() as folder:
        server = Nats(folder)
        server.start()
        yield server
        server.stop()


async def test_nats_keeps_messages_over_a_kill(bus: Nats) -> None:
    client = await nats_client.connect(bus.url)
    jetstream = client.jetstream()
    await jetstream.add_stream(name="KEPT", subjects=["kept.>"])
    await jetstream.publish("kept.one", b"1")
    await client.close()
    bus.kill()
    bus.start()
    client = await nats_client.connect(bus.url)
    assert (await client.jetstream().stream_info("KEPT")).state.messages == 1
    await client.close()


async def test_nats_writes_to_disk_before_it_acknowledges(bus: Nats) -> None:
    assert "sync_interval: always" in (bus.data / "nats" / "server.conf").read_text()


async def refusals(bus: Nats, user: str, subject: str) -> list[str]:
    """What the server says to a user who publishes on a subject."""
    heard: list[str] = []

    async def hear(error: Exception) -> None:
        heard.append(str(error))

    client = await nats_client.connect(bus.url_of(user), error_cb=hear)
    await client.publish(subject, b"x")
    await client.flush()
    for _ in range(50):  # what the server says comes to `hear` in a task of the client's own
        if heard:
            break
        await asyncio.sleep(0.02)
    await client.close()
    return heard


async def test_a_service_says_its_own_events(bus: Nats) -> None:
    assert await refusals(bus, "policy_hosting", "avow.t.policy_hosting.version.announced") == []
    assert await refusals(bus, "policy_hosting", "avow-dead.policy_hosting.copy") == []


@pytest.mark.parametrize(
    ("user", "subject"),
    [
        ("policy_hosting", "avow.t.tenant_auth.tenant.changed"),
        ("policy_hosting", "avow-dead.tenant_auth.copy"),
        ("tenant_auth", "avow.t.policy_hosting.pages.published"),
        ("tenant_auth", "$JS.API.STREAM.DELETE.AVOW_TENANT_AUTH"),
        ("tenant_auth", "$JS.API.STREAM.PURGE.AVOW_POLICY_HOSTING"),
        ("edge", "avow.t.policy_hosting.pages.published"),
        ("edge", "$JS.API.STREAM.CREATE.MINE"),
    ],
)
async def test_nobody_says_another_services_events(bus: Nats, user: str, subject: str) -> None:
    assert any("permissions violation" in said.lower() for said in await refusals(bus, user, subject))


def test_a_wrong_password_is_refused(bus: Nats) -> None:
    with socket.create_connection((LOOPBACK, bus.port), timeout=5) as connection:
        answers = connection.makefile("rb")
        assert answers.readline().startswith(b"INFO")
        guess = {"user": "policy_hosting", "pass": "guess", "verbose": False}
        connection.sendall(b"CONNECT " + json.dumps(guess).encode() + b"\r\nPING\r\n")
        assert b"Authorization Violation" in answers.readline()
        answers.close()
