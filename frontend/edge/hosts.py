"""From a Host header to the kind of host it names."""

import re
from enum import StrEnum

from shared.sites.host import is_host

_PORT = re.compile(r"[0-9]{1,5}")
_LARGEST_PORT = 65535


class Kind(StrEnum):
    """What answers on a host."""

    FRONT = "front"
    CONSOLE = "console"
    AUTH = "auth"
    API = "api"
    MAIL = "mail"
    CENTER = "center"


def plain_host(header: bytes) -> str | None:
    """The host in its one form: lower case, no port, no trailing dot; None if this is no host name at all.

    The port says nothing about who is meant, and no answer repeats it.
    """
    text = header.decode("latin-1").lower()
    name, colon, port = text.partition(":")
    if colon and not (_PORT.fullmatch(port) and 0 < int(port) <= _LARGEST_PORT):
        return None
    name = name.removesuffix(".")
    return name if is_host(name) else None


def kind_of(host: str, domain: str) -> Kind:
    """Which kind a plain host is; whatever is not the installation's own may be a center's."""
    if host == domain:
        return Kind.FRONT
    word, _, rest = host.partition(".")
    own = {kind.value: kind for kind in (Kind.CONSOLE, Kind.AUTH, Kind.API, Kind.MAIL)}
    return own.get(word, Kind.CENTER) if rest == domain else Kind.CENTER
