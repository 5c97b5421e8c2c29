"""The real engines for a test process: PostgreSQL and NATS in a folder that goes away with them."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.engines import Nats, Postgres


@contextmanager
def engine_folder() -> Iterator[Path]:
    """A folder that the engines' unprivileged user can reach (pytest's own are closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="avow-tests-"))
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
