"""What Prometheus learns of letters."""

from prometheus_client import Counter

LETTERS = Counter("avow_letters_total", "Letters by what became of them.", ["service", "outcome"])
