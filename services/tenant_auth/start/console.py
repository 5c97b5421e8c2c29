"""The pages and fragments people see first."""

from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.members import words
from services.tenant_auth.start.companies import companies_of
from services.tenant_auth.start.found import found
from services.tenant_auth.start.tasks import tasks
from services.tenant_auth.tenants.tenant import Profile
from shared.errors import Missing
from shared.phrase import phrase
from shared.web.console import show
from shared.web.route import caller_of

ROOM = "tenant_auth/start/console"


async def companies(request: Request) -> Response:
    """Which companies there are for whoever is signed in."""
    caller = caller_of(request)
    if caller.kind != "person" or caller.actor is None:
        raise Missing(phrase("There is no such page."))
    listed = await companies_of(caller.actor)
    sign_up = request.app.state.settings.issuer + "/sign-up"
    return show(request, f"{ROOM}/companies.html", companies=listed, role_words=words.ROLES, sign_up=sign_up)


async def start(request: Request) -> Response:
    """What needs doing today; the edge fills the places of the services."""
    company = await (await Profile.here()).public()
    center = request.app.state.settings.url(company.hosts[0]) if company.hosts else ""
    return show(request, f"{ROOM}/start.html", company=company.name, state=company.state, center=center)


async def start_fragment(request: Request) -> Response:
    """This service's part of it."""
    return show(request, f"{ROOM}/tasks.html", tasks=await tasks(caller_of(request)))


async def search(request: Request) -> Response:
    """The search page; the edge fills the places of the services."""
    asked = request.query_params.get("q", "").strip()[:100]
    return show(request, f"{ROOM}/search.html", q=asked, company=(await Profile.here()).given["name"])


async def search_fragment(request: Request) -> Response:
    """What this service has under these words."""
    asked = request.query_params.get("q", "").strip()[:100]
    return show(request, f"{ROOM}/found.html", found=await found(asked, caller_of(request), request))
