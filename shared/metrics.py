"""Prometheus metrics of the web side; labels are route templates and classes, never values."""

from prometheus_client import Counter, Histogram

REQUESTS = Counter("avow_requests_total", "Requests answered.", ["service", "route", "method", "status"])
LATENCY = Histogram(
    "avow_request_seconds",
    "Time to answer a request.",
    ["service", "route", "method"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
