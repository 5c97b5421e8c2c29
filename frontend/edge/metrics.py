"""The edge's figures for Prometheus; plain numbers, because a hit takes less time than a labelled counter."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

_LIMITS = (0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Series:
    """One kind of answer: how many, and how long they took."""

    __slots__ = ("buckets", "seconds")

    def __init__(self) -> None:
        self.buckets = [0] * (len(_LIMITS) + 1)
        self.seconds = 0.0

    def observe(self, seconds: float) -> None:
        self.buckets[bisect_left(_LIMITS, seconds)] += 1
        self.seconds += seconds


class Metrics(Collector):
    """Labels are the kind of host, the route's template, the method and the status: never a path or a host."""

    def __init__(self, held: Callable[[], int]) -> None:
        self.hits = 0
        self.misses = 0
        self._held = held
        self._series: dict[tuple[str, str, str, int], Series] = {}
        self._quick: dict[tuple[bytes, int], Series] = {}
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def series(self, kind: str, template: str, method: str, status: int) -> Series:
        key = (kind, template, method if method in _METHODS else "other", status)
        return self._series.get(key) or self._series.setdefault(key, Series())

    def quick(self, method: bytes, status: int) -> Series:
        """The series of what was in memory, found with one look."""
        return self._quick.get((method, status)) or self._quick.setdefault(
            (method, status), self.series("any", "in-memory", method.decode(), status)
        )

    def exposed(self) -> bytes:
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        labels = ["kind", "route", "method", "status"]
        took = HistogramMetricFamily("avow_edge_request_seconds", "Time to answer.", labels=labels)
        count = CounterMetricFamily("avow_edge_requests", "Requests answered.", labels=labels)
        for (kind, route, method, status), series in self._series.items():
            values = [kind, route, method, str(status)]
            sums = list(accumulate(series.buckets))
            edges = [*(str(limit) for limit in _LIMITS), "+Inf"]
            took.add_metric(values, list(zip(edges, map(float, sums), strict=True)), series.seconds)
            count.add_metric(values, sums[-1])
        pages = CounterMetricFamily("avow_edge_pages", "Published pages by where they were found.", labels=["found"])
        pages.add_metric(["memory"], self.hits)
        pages.add_metric(["store"], self.misses)
        held = GaugeMetricFamily("avow_edge_memory_bytes", "What the edge remembers of the site store.")
        held.add_metric([], self._held())
        yield from (took, count, pages, held)
