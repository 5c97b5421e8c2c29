"""A body in the encodings browsers take: as it is, gzip, and Brotli at quality 5."""

import gzip
import hashlib
from dataclasses import dataclass

import brotli

_SMALLEST = 256
_TEXTUAL = ("text/", "application/json", "application/ld+json", "application/xml", "application/atom+xml")
_TEXTUAL_TOO = ("image/svg+xml", "application/javascript", "application/problem+json", "font/ttf", "font/otf")


@dataclass(frozen=True, slots=True)
class Blob:
    """One body in one encoding, named by the hash of its bytes."""

    sha256: str
    size: int


def encode(body: bytes, media_type: str) -> dict[str, bytes]:
    """The body per encoding; an encoding that saves nothing is left out. Same input, same bytes."""
    encoded = {"identity": body}
    if len(body) >= _SMALLEST and media_type.startswith(_TEXTUAL + _TEXTUAL_TOO):
        packed = {"gzip": gzip.compress(body, 6, mtime=0), "br": brotli.compress(body, quality=5)}
        encoded |= {name: smaller for name, smaller in packed.items() if len(smaller) < len(body)}
    return encoded


def blob_of(body: bytes) -> Blob:
    return Blob(hashlib.sha256(body).hexdigest(), len(body))


def blob_key(sha256: str) -> str:
    return f"blobs/{sha256}"
