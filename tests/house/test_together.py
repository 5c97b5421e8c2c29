"""Tests that share a house run in one process, or that house is started once in each."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.together import SHARED

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CONFTEST = """
import os
import pytest
from tests.conftest import pytest_xdist_make_scheduler

@pytest.fixture(scope="module")
def house(): return os.getpid()

@pytest.fixture(scope="session")
def street(): return os.getpid()
"""
TEST = """
import time
import pytest

@pytest.mark.parametrize("number", range(6))
def test_stays(house, street, number):
    time.sleep(0.1)
    with open("{journal}", "a") as journal:
        print("{file}", house, street, file=journal)
"""


def test_the_tests_of_a_file_and_of_a_shared_folder_stay_in_one_process(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    (tmp_path / "conftest.py").write_text(CONFTEST)
    names = ["test_alone.py", *(f"{folder}test_{number}.py" for folder in SHARED for number in (1, 2))]
    for name in names:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEST.format(journal=journal, file=name))
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", "-q", "-p", "no:cacheprovider"]
    command += ["--import-mode=importlib", f"--rootdir={tmp_path}", str(tmp_path)]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    lines = [line.split() for line in journal.read_text().splitlines()]
    assert len(lines) == 6 * len(names)
    assert len({house for name, house, _ in lines if name == "test_alone.py"}) == 1
    for folder in SHARED:
        assert len({street for name, _, street in lines if name.startswith(folder)}) == 1
    assert len({street for _, _, street in lines}) == 2


def test_a_shared_folder_is_there() -> None:
    assert [folder for folder in SHARED if not list((ROOT / folder).glob("test_*.py"))] == []
