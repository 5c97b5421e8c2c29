"""An edge process with its settings, for benchmarks."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.support import processes
from infra.local.process import free_port


@dataclass(frozen=True)
class EdgeProcess:
    """Where it listens and what it takes."""

    port: int
    pid: int

    def megabytes(self) -> float:
        """Resident memory now."""
        return processes.resident(self.pid)


@contextmanager
def edge(data: Path, **environment: str) -> Iterator[EdgeProcess]:
    """`python -m frontend.edge` on a free port, as production runs it, without a bus."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "frontend.edge"],
        env={
            "PATH": os.defpath,
            "AVOW_DATA": str(data),
            "AVOW_PORT": str(port),
            "AVOW_EDGE_SECRET": "bench",
            "AVOW_NATS_URL": "",
            **environment,
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(port)
        yield EdgeProcess(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def wait(port: int) -> None:
    """Until somebody listens there."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the edge does not start")
