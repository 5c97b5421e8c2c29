"""The movable clock of a development installation, for one test."""

from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

from shared import clock


class MovableClock:
    """Moves domain time as `avow dev clock` does."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._offset = timedelta()

    def forward(self, by: timedelta) -> None:
        self._offset += by
        clock.set_offset(self._data, self._offset)
        clock._read_at = 0.0

    def set_to(self, moment: datetime) -> None:
        """Never a moment early: the offset is kept in whole seconds."""
        self.forward(timedelta(seconds=ceil((moment - clock.now()).total_seconds())))
