"""A child that the supervisor keeps alive: started again with growing delay whenever it ends."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from infra.local import leftovers
from infra.local.process import Process

FIRST_DELAY = 0.5
LONGEST_DELAY = 10.0
SETTLED = 30.0  # who lived this long is started again without delay added


@dataclass
class Child:
    """One engine, service or edge: how to start it and the signal that ends it."""

    name: str
    launch: Callable[[], Process]
    pids: Path
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10.0
    process: Process | None = None
    restarts: int = 0
    _delay: float = FIRST_DELAY
    _started: float = field(default=0.0, repr=False)
    _due: float | None = field(default=None, repr=False)

    def adopt(self, process: Process) -> None:
        """Look after a process from now on."""
        self.process = process
        self._started = time.monotonic()
        self._due = None
        leftovers.remember(self.pids, self.name, process, self.stop_signal)

    def tend(self) -> str | None:
        """Start it again when it is time; returns a sentence when something happened."""
        if self._due is not None:
            return self._start_again() if time.monotonic() >= self._due else None
        status = self.process.status() if self.process else None
        if status is None:
            return None
        if time.monotonic() - self._started > SETTLED:
            self._delay = FIRST_DELAY
        self._due = time.monotonic() + self._delay
        sentence = f"{self.name} ended ({_words(status)}); starting it again in {self._delay:g} s"
        self._delay = min(self._delay * 2, LONGEST_DELAY)
        return sentence

    def next_due(self) -> float | None:
        """In how many seconds `tend` wants to be called, or None."""
        return None if self._due is None else max(0.0, self._due - time.monotonic())

    def ask_to_stop(self) -> None:
        self._due = None
        if self.process is not None:
            self.process.ask_to_stop(self.stop_signal)

    def stop(self) -> None:
        """Stop it for good and strike it off."""
        self._due = None
        if self.process is not None:
            self.process.stop(self.stop_signal, patience=self.patience)
            self.process = None
        leftovers.forget(self.pids, self.name)

    def _start_again(self) -> str:
        self.restarts += 1
        self.adopt(self.launch())
        return f"{self.name} runs again"


def _words(status: int) -> str:
    return f"exit {status}" if status >= 0 else f"signal {signal.Signals(-status).name}"
