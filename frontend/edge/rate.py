"""A token bucket per block of client addresses, on what is passed on to the services."""

import math
import time
from collections import OrderedDict

_MOST_BLOCKS = 20_000


class Rate:
    """So many at once, then so many a second; inexact across edges: it protects the machine."""

    def __init__(self, per_second: int, burst: int) -> None:
        self.per_second = per_second
        self.burst = burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, block: str) -> int:
        """0 if it may pass, else after how many seconds to ask again."""
        now = time.monotonic()
        left, since = self._buckets.pop(block, (float(self.burst), now))
        left = min(self.burst, left + (now - since) * self.per_second)
        wait = 0 if left >= 1 else math.ceil((1 - left) / self.per_second)
        self._buckets[block] = (left if wait else left - 1, now)
        if len(self._buckets) > _MOST_BLOCKS:
            # The one not seen longest has the fullest bucket, so forgetting it forgives least.
            self._buckets.popitem(last=False)
        return wait
