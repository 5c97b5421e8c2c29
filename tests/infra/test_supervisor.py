"""The supervisor keeps everything alive and leaves nothing behind."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.process import LOOPBACK, free_port
from tests.infra.running import Running, alive, open_folder, running, until

pytestmark = pytest.mark.slow

EVERYTHING = {"postgres", "nats", "tenant_auth", "policy_hosting", "edge"}


@pytest.fixture
def data() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def lasting() -> Iterator[Running]:
    """A system that the tests leave running."""
    with open_folder() as folder, running(folder) as started:
        yield started


@pytest.fixture
def system(data: Path) -> Iterator[Running]:
    with running(data) as started:
        yield started


def test_everything_starts_and_the_command_line_finds_it(lasting: Running) -> None:
    assert set(lasting.pids()) == EVERYTHING
    told = lasting.run_file()
    assert set(told["services"]) == {"tenant_auth", "policy_hosting"}
    service = told["services"]["policy_hosting"]["env"]
    assert "policy_hosting_app:" in service["AVOW_DATABASE_APP"]
    assert "policy_hosting:" in service["AVOW_NATS_URL"]
    assert service["AVOW_EDGE_SECRET"] == told["edge"]["env"]["AVOW_EDGE_SECRET"]


def test_files_with_secrets_are_their_owners_alone(lasting: Running) -> None:
    for name in ("run.json", "secrets.json", "nats/passwords.json", "nats/server.conf"):
        assert stat.S_IMODE((lasting.data / name).stat().st_mode) == 0o600, name


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_what_is_killed_is_started_again_and_nothing_else_is(lasting: Running, name: str) -> None:
    before = lasting.pids()
    os.kill(before[name], signal.SIGKILL)
    until(lambda: f"{name} runs again" in lasting.said())
    after = lasting.pids()
    assert after[name] != before[name]
    assert alive(after[name])
    assert {other: pid for other, pid in after.items() if other != name} == {
        other: pid for other, pid in before.items() if other != name
    }


@pytest.mark.parametrize("name", ["policy_hosting", "nats"])
def test_who_loses_its_port_to_another_program_gets_another_and_the_rest_is_told(system: Running, name: str) -> None:
    old = _port(system, name)
    os.kill(system.pids()[name], signal.SIGKILL)
    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        until(lambda: _takes(thief, old))
        until(lambda: all(f"{each} runs again" in system.said() for each in {name, "tenant_auth", "edge"}))
    new = _port(system, name)
    assert new != old
    until(lambda: _listens(new))
    told = {each: Path(f"/proc/{pid}/environ").read_text() for each, pid in system.pids().items() if each != name}
    assert [each for each in ("tenant_auth", "edge") if f":{new}" not in told[each]] == []


def _port(system: Running, name: str) -> int:
    told = system.run_file()["edge"]["env"]
    address = told["AVOW_NATS_URL"] if name == "nats" else told["AVOW_SERVICES"].partition(f"{name}=")[2].split(",")[0]
    return int(address.rpartition(":")[2])


def _takes(thief: socket.socket, port: int) -> bool:
    try:
        thief.bind((LOOPBACK, port))
    except OSError:
        return False
    thief.listen()
    return True


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def test_ctrl_c_stops_everything_in_order_and_leaves_no_process(system: Running) -> None:
    pids = system.pids()
    assert system.interrupt() == 0
    assert not [name for name, pid in pids.items() if alive(pid)]
    stops = [line for line in system.journal() if line.startswith("stopped")]
    assert stops[0] == "stopped edge"
    assert set(stops[1:]) == {"stopped tenant_auth", "stopped policy_hosting"}
    assert "database system is shut down" in (system.data / "logs" / "postgres.log").read_text()
    assert not list((system.data / "pids").iterdir())
    assert not (system.data / "run.json").exists()


def test_sigterm_stops_it_as_ctrl_c_does(system: Running) -> None:
    pids = system.pids()
    system.process.terminate()
    assert system.process.wait(60) == 0
    assert not [name for name, pid in pids.items() if alive(pid)]


def test_ctrl_c_while_it_starts_stops_it_too(data: Path) -> None:
    system = Running(data, free_port())
    until((data / "pids" / "postgres.json").exists)
    pids = system.pids()
    assert system.interrupt() == 0
    assert not [name for name, pid in pids.items() if alive(pid)]


def test_what_a_killed_supervisor_left_is_stopped_at_the_next_start(system: Running) -> None:
    left = system.pids()
    system.process.kill()
    system.process.wait()
    assert all(alive(pid) for pid in left.values())
    with running(system.data, system.port) as again:
        assert "Stopped what an earlier run had left behind" in again.said()
        assert not [name for name, pid in left.items() if alive(pid)]
        assert set(again.pids()) == EVERYTHING


def test_a_process_that_only_has_the_number_of_an_old_child_is_left_alone(data: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        (data / "pids").mkdir()
        (data / "pids" / "edge.json").write_text(f'{{"pid": {stranger.pid}, "born": "1", "stop": 15}}')
        with running(data):
            assert stranger.poll() is None
        stranger.communicate(b"\n")


def test_a_taken_port_is_said_in_plain_words_and_nothing_is_started(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        system = Running(data, port)
        assert system.process.wait(60) != 0
    assert f"Port {port} is taken by another program" in system.said()
    assert not (data / "pids").exists()


def test_a_second_supervisor_of_the_same_folder_is_refused(lasting: Running) -> None:
    second = Running(lasting.data, free_port())
    assert second.process.wait(60) != 0
    assert f"Avow runs already from {lasting.data} (process {lasting.process.pid})" in second.said()
    assert set(lasting.pids()) == EVERYTHING


def test_a_demonstration_that_cannot_be_loaded_is_said_beside_ready_and_tried_again(data: Path) -> None:
    (data / "broken").touch()
    with running(data) as without:
        assert "Loading the demonstration failed:\nthe texts are not there" in without.said()
        assert f"The whole log: {data / 'logs' / 'steps.log'}" in without.said()
        ready = next(line for line in without.said().splitlines() if line.startswith("Ready"))
        assert "the demonstration is missing" in ready
        assert "the next start tries again" in ready
    (data / "broken").unlink()
    with running(data) as again:
        assert "Loading the demonstration" in again.said()
        assert re.search(r"^Ready after [\d.]+ s\.$", again.said(), re.MULTILINE)


def test_what_is_done_once_is_done_once(data: Path) -> None:
    for _ in range(2):
        with running(data):
            pass
    said = (data / "terminal").read_text()
    assert said.count("Loading the demonstration") == 1
    assert said.count("Preparing databases") == 1
