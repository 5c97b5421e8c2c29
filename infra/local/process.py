"""One child process in a session of its own: start it, ask it to stop, kill it."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"


class EngineError(Exception):
    """An engine could not be started; the text is for the person at the terminal."""


@dataclass(frozen=True)
class Identity:
    """Whom a child runs as: a user's and a group's number."""

    uid: int
    gid: int


class Process:
    """A program that is running; its output goes to a log file."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str],
        identity: Identity | None = None,
        cwd: Path | None = None,
    ) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self.log = log
        self._asked = False
        with log.open("ab") as output:
            self._popen = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(env),
                cwd=cwd,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone
                user=identity.uid if identity else None,
                group=identity.gid if identity else None,
                extra_groups=[] if identity else None,
            )

    @property
    def pid(self) -> int:
        return self._popen.pid

    def status(self) -> int | None:
        """The exit status, or None while it runs."""
        return self._popen.poll()

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """True once it is ready; False when it ended before; EngineError when it takes too long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.status() is not None:
                return False
            if ready():
                return True
            time.sleep(0.01)
        self.kill()
        message = f"not ready after {seconds:.0f} seconds; its log: {self.log}"
        raise EngineError(message)

    def ask_to_stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Once: a second request means "at once" to some programs."""
        if not self._asked and self.status() is None:
            self._popen.send_signal(number)
        self._asked = True

    def stop(self, number: signal.Signals = signal.SIGTERM, *, patience: float = 10) -> None:
        """Ask it to stop, wait, and kill it when it does not listen."""
        self.ask_to_stop(number)
        try:
            self._popen.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Kill -9 the process and all it started."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        finally:
            self._popen.wait()

    def last_words(self, lines: int = 5) -> str:
        """The end of its log, for an error message."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def free_port() -> int:
    """A port nobody listens on now; whoever binds it must be ready to lose the race."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        number: int = probe.getsockname()[1]
        return number
