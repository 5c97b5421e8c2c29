"""Whether a request that changes something comes from the page of the host it changes.

SameSite cookies do not tell siblings apart: a tenant's own page is same-site with the console. Origin does.
"""

from frontend.edge.asked import Asked
from frontend.edge.hosts import Kind
from shared.settings import Installation

SAFE = {"GET", "HEAD", "OPTIONS"}
_OURS = {b"same-origin", b"none"}


def foreign(request: Asked, kind: Kind, settings: Installation) -> bool:
    """True for an unsafe request on console or auth host that no page of that very host has sent."""
    if request.method in SAFE or kind not in {Kind.CONSOLE, Kind.AUTH}:
        return False
    own = settings.console if kind is Kind.CONSOLE else settings.issuer
    said = request.header(b"origin")
    if said:
        return said != own.encode()
    return request.header(b"sec-fetch-site") not in _OURS
