"""The whole house, as `make run` starts it, on a free port and in a folder of its own: for tests and benchmarks."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, TypeVar

from infra.local import leftovers, unprivileged
from infra.local.installation import is_free
from shared.settings import read

Settings = TypeVar("Settings")
AVOW = Path(sys.executable).with_name("avow")
PATIENCE = 180.0


@dataclass(frozen=True)
class Answer:
    """What the edge said; header names are in lower case."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class TrialError(Exception):
    """The house did not do what was asked of it."""


class System:
    """What an operator and a visitor can do with it."""

    def __init__(self, data: Path, port: int, domain: str = "localhost", public_url: str = "") -> None:
        self.data, self.port, self.domain = data, port, domain
        self.public_url = public_url or "http://{host}:{port}"
        told = {"AVOW_DATA": str(data), "AVOW_PORT": str(port), "AVOW_DOMAIN": domain}
        self.environ = {**os.environ, **told, "AVOW_PUBLIC_URL": self.public_url}
        self.output = data / "terminal"
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "infra.local.run"],
                env=self.environ,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def until_ready(self) -> None:
        """Until it says so; TrialError when it ended, or runs without what belongs to it."""
        until(lambda: "Ready after" in self.said() or self.process.poll() is not None)
        if self.process.poll() is not None or not (self.data / "demo-loaded").exists():
            raise TrialError(self.said())

    def said(self) -> str:
        return self.output.read_text()

    def avow(self, *words: str, exit_code: int = 0) -> Any:
        """Run the command with --json; answers what it said."""
        done = subprocess.run(
            [AVOW, *words, "--json"], env=self.environ, capture_output=True, text=True, check=False, timeout=120
        )
        if done.returncode != exit_code:
            raise TrialError(done.stdout + done.stderr)
        return json.loads(done.stdout)

    def get(self, slug: str, path: str, **headers: str) -> Answer:
        """Ask the edge as a visitor of that center would; redirects are not followed."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers={"host": f"{slug}.{self.domain}", **headers})
            heard = connection.getresponse()
            return Answer(heard.status, {name.lower(): value for name, value in heard.getheaders()}, heard.read())
        finally:
            connection.close()

    def url(self, slug: str, path: str = "/") -> str:
        return self.public_url.format(host=f"{slug}.{self.domain}", port=self.port) + path

    def kill(self, name: str) -> None:
        """End one engine, service or the edge, sessions included, as kill -9 does."""
        file = self.data / "pids" / f"{name}.json"
        pid = int(json.loads(file.read_text())["pid"])
        os.killpg(pid, signal.SIGKILL)

    def settings(self, cls: type[Settings], service: str) -> Settings:
        """What a service's process is told."""
        found = json.loads((self.data / "run.json").read_text())["services"][service]["env"]
        return read(cls, found)

    def stop(self) -> None:
        """Ctrl-C; whatever stays behind is ended."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)
        leftovers.stop_all(self.data / "pids", [])
        unprivileged.forget(self.data)


@contextmanager
def running_system(
    *, demonstration: bool, domain: str = "localhost", public_url: str = "", port: int = 0
) -> Iterator[System]:
    """The house until the block ends; without the demonstration it starts in seconds."""
    with open_folder() as folder:
        if not demonstration:
            (folder / "demo-loaded").touch()
        system = System(folder, port or quiet_port(), domain, public_url)
        try:
            system.until_ready()
            yield system
        finally:
            system.stop()


def quiet_port() -> int:
    """A port with free ones after it, below the range from which the kernel gives out its own."""
    while True:
        port = random.randrange(10_000, 30_000, 200)  # noqa: S311  no secret
        if all(is_free(port + step) for step in (0, *range(100, 114))):
            return port


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that the engines' unprivileged user can enter."""
    folder = Path(tempfile.mkdtemp(prefix="avow-trial-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TrialError("it did not happen in time")
        time.sleep(0.1)
