"""The `avow` command as an operator runs it: a process beside the running system, and its exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from infra.cli import build as build_command
from infra.local.assets import build
from shared.settings import ServiceSettings
from tests.support.databases import EDGE, SERVICES, Databases
from tests.support.factories.tenant import fresh_slug

AVOW = Path(sys.executable).with_name("avow")
DONE, REFUSED, WRONG, AWAY = 0, 1, 2, 3
pytestmark = pytest.mark.slow  # each call is a process


class Installation:
    """A folder with the `run.json` that `make run` would have written."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def write(self, settings: Mapping[str, ServiceSettings]) -> None:
        parts = {name: {"env": _environ(each)} for name, each in settings.items()}
        (self.data / "run.json").write_text(json.dumps({"edge": parts.pop(EDGE, {}), "services": parts}))

    def avow(self, *words: object) -> subprocess.CompletedProcess[str]:
        environ = {"PATH": os.environ["PATH"], "AVOW_DATA": str(self.data)}
        command = [str(AVOW), *(str(word) for word in words)]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=120)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def answer(self, *words: object, code: int = DONE) -> Any:
        done = self.avow(*words, "--json")
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout)

    def at_once(self, *words: object) -> tuple[int, str, str]:
        """The same without a process of its own: exit code and both voices."""
        command: Any = build_command(str(words[0]))
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("AVOW_ENV", "development")
            patched.setenv("AVOW_DATA", str(self.data))
            done = CliRunner().invoke(command, [str(word) for word in words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    def refused(self, *words: object) -> Any:
        """The problem document; a person is told the same, on the other voice."""
        code, said, _ = self.at_once(*words, "--json")
        assert code == REFUSED, said
        assert self.at_once(*words)[:2] == (REFUSED, "")
        return json.loads(said)

    def refusal(self, *words: object) -> str:
        """What a person is told."""
        done = self.avow(*words)
        assert (done.returncode, done.stdout) == (REFUSED, ""), done.stdout + done.stderr
        return done.stderr


def _environ(settings: ServiceSettings) -> dict[str, str]:
    return {each.metadata["env"]: str(getattr(settings, each.name)) for each in fields(settings)}


@pytest.fixture
def installation(databases: Databases, tmp_path: Path) -> Installation:
    build()
    made = Installation(tmp_path)
    made.write({name: databases.settings(name, tmp_path) for name in (*SERVICES, EDGE)})
    return made


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    file = tmp_path / "tenant.yaml"
    file.write_text("name: Acme\ncountry: FR\nlocales: [fr, en]\ntheme: {colour: '#ff00c8'}\n")
    return file


def test_a_tenant_is_made_shown_changed_suspended_and_resumed(installation: Installation, profile: Path) -> None:
    slug = fresh_slug()
    made = installation.answer("tenants", "create", slug, "--profile", profile)
    assert made["url"] == f"http://{slug}.localhost:8000"
    assert slug in installation.avow("tenants", "list").stdout
    installation.answer("tenants", "update", slug, "--name", "Acme Europe", "--locales", "en, nl")
    shown = installation.answer("tenants", "show", slug)
    assert (shown["revision"], shown["profile"]["name"], shown["profile"]["locales"]) == (
        2,
        "Acme Europe",
        ["en", "nl"],
    )
    assert shown["theme"]["colour"] == "#ff00c8"
    assert installation.answer("tenants", "suspend", slug)["state"] == "suspended"
    assert installation.answer("tenants", "suspend", slug, code=REFUSED)["status"] == 409
    assert installation.avow("tenants", "resume", slug).stdout == f"{slug} is active.\n"


def test_a_slug_that_is_taken_is_a_problem_document(installation: Installation) -> None:
    slug = fresh_slug()
    words = ("tenants", "create", slug, "--name", "Acme", "--country", "FR", "--locales", "fr,en")
    installation.answer(*words)
    problem = installation.answer(*words, code=REFUSED)
    assert problem["type"] == "urn:avow:problem:conflict"
    assert problem["errors"] == [{"field": "slug", "reason": f"{slug!r} is taken"}]
    assert installation.refusal(*words) == f"slug: {slug!r} is taken\n"


@pytest.mark.parametrize(
    ("yaml", "field"),
    [
        ("country: FR\nlocales: [fr]\n", "name"),
        ("name: Acme\ncountry: FR\nlocales: [fr.utf8]\n", "locales.0"),
        ("name: Acme\ncountry: NO\nlocales: [fr]\n", "country"),  # YAML reads NO as false
        ("name: Acme\ncountry: FR\nlocales: [fr]\ntheme: red\n", "theme"),
        ("name: Acme\ncountry: FR\nlocales: [fr]\ntheme: {colour: red}\n", "theme.colour"),
        ("name: Acme\ncountry: FR\nlocales: [fr]\n1: 2\n", "1"),
        ("name: [Acme\n", "profile"),
        ("- Acme\n", "profile"),
        ("!!python/object/apply:os.system ['false']\n", "profile"),
        ("\0", "profile"),
    ],
)
def test_a_wrong_profile_is_refused_by_the_fields_name(
    installation: Installation, profile: Path, yaml: str, field: str
) -> None:
    profile.write_text(yaml)
    problem = installation.refused("tenants", "create", fresh_slug(), "--profile", profile)
    assert (problem["status"], problem["errors"][0]["field"]) == (422, field)


def test_with_a_logo_that_is_none_no_tenant_is_made(installation: Installation, profile: Path, tmp_path: Path) -> None:
    slug, logo = fresh_slug(), tmp_path / "logo.png"
    logo.write_bytes(b"<svg/>")
    words = ("tenants", "create", slug, "--profile", profile, "--logo", logo)
    assert installation.refused(*words)["errors"][0]["field"] == "logo"
    assert installation.refused("tenants", "show", slug)["status"] == 404
    logo.unlink()
    assert "cannot be read" in installation.refused(*words)["detail"]


@pytest.mark.parametrize(
    "words",
    [
        ("tenants", "show", "nobody-of-this-name"),
        ("tenants", "suspend", "../../etc"),
        ("copies", "refill", "postal"),
        ("migrate", "postal"),
        ("policies", "list", "--tenant", "nobody-of-this-name"),
        ("pages", "rebuild", "--tenant", "nobody-of-this-name"),
    ],
)
def test_what_does_not_exist_is_refused(installation: Installation, words: tuple[str, ...]) -> None:
    assert installation.refused(*words)["status"] in (404, 422)


@pytest.mark.parametrize(
    "words", [("tenants", "create"), ("tenants", "fly"), ("fly",), ("tenants", "list", "--colour"), ("dev", "clock")]
)
def test_wrong_usage_is_told_apart(installation: Installation, words: tuple[str, ...]) -> None:
    assert installation.at_once(*words)[0] == WRONG


def test_wrong_usage_has_an_exit_code_of_its_own(installation: Installation) -> None:
    assert installation.avow("tenants", "create").returncode == WRONG


def test_the_nouns_are_listed(installation: Installation) -> None:
    done = installation.avow("--help")
    assert done.returncode == DONE
    for noun in ("tenants", "policies", "pages", "events", "copies", "demo", "dev", "migrate"):
        assert noun in done.stdout


def test_migrating_what_is_migrated_does_nothing(installation: Installation) -> None:
    done = installation.answer("migrate")
    assert [(each["service"], each["applied"]) for each in done] == [(name, []) for name in (*SERVICES, EDGE)]


def test_copies_and_pages_are_made_anew(installation: Installation, profile: Path) -> None:
    slug = fresh_slug()
    installation.answer("tenants", "create", slug, "--profile", profile)
    assert installation.answer("copies", "refill", "tenant_auth")["tenant_auth"] >= 1
    assert "bodies removed" in installation.avow("pages", "collect-garbage").stdout


def test_engines_that_do_not_answer_are_told_apart(tmp_path: Path, databases: Databases) -> None:
    away, gone = Installation(tmp_path), "postgresql://nobody:planted@127.0.0.1:1/nowhere"
    told = {name: databases.settings(name, tmp_path) for name in (*SERVICES, EDGE)}
    away.write({name: ServiceSettings(**{**vars(each), **_databases(gone)}) for name, each in told.items()})
    for words in (("tenants", "list"), ("migrate",), ("copies", "refill")):
        problem = away.answer(*words, code=AWAY)
        assert problem["type"] == "urn:avow:problem:unavailable"
        said = away.avow(*words)
        assert (said.returncode, said.stdout) == (AWAY, "")
        assert "planted" not in said.stderr


def _databases(url: str) -> dict[str, str]:
    return dict.fromkeys(("database_app", "database_relay", "database_owner"), url)


def test_without_an_installation_it_says_how_to_start_one(tmp_path: Path) -> None:
    said = Installation(tmp_path).avow("tenants", "list")
    assert (said.returncode, said.stdout) == (AWAY, "")
    assert "make run" in said.stderr


def test_a_damaged_run_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{")
    said = Installation(tmp_path).avow("tenants", "list")
    assert said.returncode == AWAY
    assert "run.json" in said.stderr


def test_the_clock_moves_in_development_only(installation: Installation, databases: Databases, tmp_path: Path) -> None:
    assert installation.avow("dev", "clock", "+30d").returncode == DONE
    assert (tmp_path / "clock").read_text() == str(30 * 86400)
    assert "offset" in installation.refusal("dev", "clock", "tomorrow")
    real = {name: databases.settings(name, tmp_path) for name in SERVICES}
    installation.write({name: ServiceSettings(**{**vars(each), "env": "production"}) for name, each in real.items()})
    assert "development only" in installation.refusal("dev", "clock", "+30d")
    assert "development only" in installation.refusal("dev", "reset")
