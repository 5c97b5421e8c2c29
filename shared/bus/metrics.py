"""What Prometheus may know of the bus; labels are services, handlers and outcomes."""

from prometheus_client import Counter, Gauge

OUTBOX_LAG = Gauge(
    "avow_outbox_lag_seconds",
    "Age of the oldest event that should have been carried.",
    ["service", "database"],
)
CARRIED = Counter("avow_events_carried_total", "Events published to the bus.", ["service"])
HANDLED = Counter(
    "avow_events_handled_total",
    "Events handled, by outcome: done, double, retried, parked.",
    ["service", "handler", "outcome"],
)
DEAD_LETTERS = Gauge("avow_dead_letters", "Events parked and waiting for a person.", ["service", "handler"])
