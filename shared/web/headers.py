"""Security headers of pages that a service answers itself; published pages get theirs from the edge."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

PRIVATE_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
_SECURE = (b"strict-transport-security", b"max-age=31536000")


def private_headers(*, secure: bool) -> tuple[tuple[bytes, bytes], ...]:
    """What every page of a service carries; where the world comes over TLS, also to stay there (RFC 6797)."""
    return (*PRIVATE_HEADERS, _SECURE) if secure else PRIVATE_HEADERS
