"""The console's cookies: one opaque word for a session, and one for each sign-in under way."""

import hashlib
import re
import secrets

from frontend.edge.asked import Asked

SESSION = "__Host-avow-console"
SIGN_IN = "__Host-avow-sign-in-"
_VALUE = re.compile(r"[A-Za-z0-9_-]{43}")
Pair = tuple[str, str]


def cookies(request: Asked) -> dict[str, str]:
    """What came in, by name; a name that comes twice is nobody's."""
    found: dict[str, str] = {}
    twice = set()
    for value in (value for name, value in request.headers if name == b"cookie"):
        for item in value.decode("latin-1").split(";"):
            name, _, content = item.strip().partition("=")
            if name in found:
                twice.add(name)
            found[name] = content
    return {name: content for name, content in found.items() if name not in twice}


def session_of(request: Asked) -> bytes | None:
    """The digest of the session's word, by which it is kept; None where none of our form came in."""
    word = cookies(request).get(SESSION, "")
    return digest(word) if _VALUE.fullmatch(word) else None


def new_word() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def digest(word: str) -> bytes:
    return hashlib.sha256(word.encode()).digest()


def setting(name: str, value: str, *, seconds: int | None = None) -> Pair:
    """A cookie of this host alone, out of reach for scripts; without `seconds` it ends with the browser."""
    age = "" if seconds is None else f"; Max-Age={seconds}"
    return "set-cookie", f"{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}"


def removing(name: str) -> Pair:
    return setting(name, "", seconds=0)
