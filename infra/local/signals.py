"""Waiting for something to happen: a request to stop, the end of a child, or a moment."""

import os
import select
import signal

STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """Wakes the one loop of the supervisor; made once, in the main thread."""

    def __init__(self) -> None:
        self.stop_asked = False
        self._end, begin = os.pipe()
        for side in (self._end, begin):
            os.set_blocking(side, False)
        signal.set_wakeup_fd(begin, warn_on_full_buffer=False)
        for number in STOP:
            signal.signal(number, self._ask)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to wake up

    def wait(self, seconds: float | None) -> None:
        """Return when a signal came or the time is over."""
        if select.select([self._end], [], [], seconds)[0]:
            os.read(self._end, 1024)

    def _ask(self, *_: object) -> None:
        self.stop_asked = True
