"""The real engines for a test process: PostgreSQL and NATS in a folder that goes away with them."""

import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from infra.local.engines import Nats, Postgres

_PREFIX = "avow-tests-"


@contextmanager
def engine_folder() -> Iterator[Path]:
    """A folder that the engines' unprivileged user can reach (pytest's own are closed to others)."""
    _clear_away()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_postgres(folder: Path) -> Iterator[Postgres]:
    """PostgreSQL without its safety against power cuts."""
    engine = Postgres(folder, password=secrets.token_urlsafe(12), fast=True)
    engine.start()
    try:
        yield engine
    finally:
        engine.stop()


@contextmanager
def running_nats(folder: Path) -> Iterator[Nats]:
    """NATS with JetStream."""
    engine = Nats(folder, fast=True)
    engine.start()
    try:
        yield engine
    finally:
        engine.stop()


def _clear_away() -> None:
    """End what a killed test run left behind: its folders bear its process number, its engines their folder."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if not owner.isdigit() or Path("/proc", owner).exists() or not Path("/proc/self").exists():
            continue
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):  # it may end while we look
                if f"{folder}/".encode() in command.read_bytes():
                    os.kill(int(command.parent.name), signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)
