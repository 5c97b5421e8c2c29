"""Fragments that the edge puts into the console's start page and its search page."""

from starlette.requests import Request
from starlette.responses import Response

from services.policy_hosting.documents.listing import listed
from services.policy_hosting.start.tasks import tasks
from shared.web.console import show
from shared.web.locale import locale_of
from shared.web.route import caller_of

_LONGEST = 100


async def start(request: Request) -> Response:
    """What needs doing today."""
    found = await tasks(caller_of(request), locale_of(request))
    return show(request, "policy_hosting/console/start.html", tasks=found)


async def search(request: Request) -> Response:
    """Documents whose title or address holds all the words."""
    asked = request.query_params.get("q", "").strip()[:_LONGEST].casefold().split()
    rows = await listed(locale_of(request)) if asked else []
    found = [row for row in rows if all(word in f"{row.title} {row.document.slug}".casefold() for word in asked)]
    return show(request, "policy_hosting/console/search.html", found=found[:20])
