"""Identifiers: UUIDv7 (RFC 9562, 5.7), made in Python so that they sort by time."""

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A fresh UUIDv7; within one process each is greater than the one before."""
    global _last  # noqa: PLW0603  one counter per process is the point (RFC 9562, 6.2 method 3)
    with _lock:
        stamp = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
        _last = stamp
    milliseconds, fraction = divmod(stamp, 4096)
    high = (milliseconds << 16) | 0x7000 | fraction
    low = (0b10 << 62) | secrets.randbits(62)
    return UUID(int=(high << 64) | low)


def new_token() -> str:
    """A secret for an address: 128 random bits, 22 characters, safe in a URL."""
    return secrets.token_urlsafe(16)
