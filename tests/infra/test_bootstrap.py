"""The way in: what is missing on a machine is said in plain words."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from infra.local import bootstrap
from infra.local.installation import Installation

ROOT = Path(bootstrap.__file__).parents[2]


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(
        bootstrap, "sys", SimpleNamespace(version_info=(3, 9), version="3.9.2 (old)", stderr=sys.stderr)
    )
    monkeypatch.setattr(bootstrap, "NEWER", ())
    with pytest.raises(SystemExit) as ended:
        bootstrap.need_python()
    assert ended.value.code == 1
    assert "Avow needs Python 3.11 or newer; this is 3.9.2." in capsys.readouterr().err


def test_a_python_without_venv_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "venv" else object())
    with pytest.raises(SystemExit):
        bootstrap.need_python()
    assert "python3-venv" in capsys.readouterr().err


def test_it_needs_nothing_but_the_standard_library() -> None:
    code = "import sys; sys.path.insert(0, 'infra/local'); import bootstrap; bootstrap.need_python()"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, check=True)


def test_without_a_python_make_says_so() -> None:
    done = subprocess.run(
        ["make", "install", "PYTHON=no-such-python"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Avow needs Python 3.11 or newer; there is no no-such-python." in done.stderr


def test_make_alone_lists_the_habits() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for habit in ("run", "test", "quick", "check", "fix", "migrate", "messages", "bench", "ci"):
        assert f"make {habit} " in said


def test_a_port_that_is_no_number_is_said(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="AVOW_PORT is not a port number: http"):
        Installation({"AVOW_DATA": str(tmp_path), "AVOW_PORT": "http"}, [])


def test_no_lock_names_a_registry() -> None:
    host = re.compile(r'^--(extra-)?index-url|--find-links|"resolved":|registry=', re.MULTILINE)
    for name in ("requirements.lock", "package-lock.json", ".npmrc", "infra/Dockerfile", "Makefile", ".ci/run"):
        assert not host.search((ROOT / name).read_text()), name
