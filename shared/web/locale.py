"""Which language a page that a service answers itself speaks."""

from starlette.requests import Request

from shared.i18n import SHIPPED
from shared.web.route import caller_of


def locale_of(request: Request) -> str:
    """On public pages the path says it, in the console the person's choice, elsewhere what the browser asks for."""
    first = request.url.path.split("/", 2)[1]
    if first in SHIPPED:
        return first
    wished = request.query_params.get("ui_locales", "").split()  # OpenID Connect Core, 3.1.2.1
    for tag in (caller_of(request).locale, *wished):
        if tag.partition("-")[0] in SHIPPED:
            return tag.partition("-")[0]
    return wanted(request.headers.get("accept-language", ""))


def wanted(accept: str) -> str:
    """The language of ours that an Accept-Language header likes best (RFC 9110, 12.5.4); English where none fits."""
    liked: list[tuple[float, int, str]] = []
    for place, item in enumerate(accept.split(",")[:20]):
        tag, _, weight = item.strip().partition(";")
        language = tag.split("-")[0].strip().lower()
        if language in SHIPPED:
            liked.append((-_quality(weight), place, language))
    liked.sort()
    return liked[0][2] if liked and liked[0][0] < 0 else SHIPPED[0]


def _quality(weight: str) -> float:
    try:
        return min(1.0, float(weight.strip().removeprefix("q=") or 1))
    except ValueError:
        return 0.0
