"""A supervisor with stand-ins, in a process of its own, on a free port and a folder of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra.local import leftovers, unprivileged
from infra.local.process import free_port

PATIENCE = 60.0
STAND_INS = 3


class Running:
    """What a person at the terminal sees and does."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.port = port
        self.output = data / "terminal"
        self._before = self.output.stat().st_size if self.output.exists() else 0
        self._noted = len(self.journal())
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.infra.stand_in_run"],
                env={**os.environ, "AVOW_DATA": str(data), "AVOW_PORT": str(port)},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.output.read_bytes()[self._before :].decode()

    def journal(self) -> list[str]:
        file = self.data / "journal"
        return file.read_text().splitlines() if file.exists() else []

    def pids(self) -> dict[str, int]:
        """The children that are written down."""
        return {file.stem: int(json.loads(file.read_text())["pid"]) for file in (self.data / "pids").glob("*.json")}

    def run_file(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.data / "run.json").read_text())
        return content

    def until_ready(self) -> None:
        until(lambda: "Ready after" in self.said() or self.process.poll() is not None)
        assert self.process.poll() is None, self.said()
        until(lambda: len(self.journal()) >= self._noted + STAND_INS)

    def interrupt(self) -> int:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def end(self) -> None:
        """Leave nothing behind, however the test went."""
        if self.process.poll() is None:
            self.interrupt()
        leftovers.stop_all(self.data / "pids", [])


@contextmanager
def open_folder() -> Iterator[Path]:
    """A data folder that everybody can enter (pytest's own are closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="avow-supervisor-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        unprivileged.forget(folder)


@contextmanager
def running(data: Path, port: int | None = None) -> Iterator[Running]:
    system = Running(data, port or free_port())
    try:
        system.until_ready()
        yield system
    finally:
        system.end()


def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    return leftovers.born(pid) is not None
