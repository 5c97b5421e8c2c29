"""`/account/sessions`: where the person is signed in, and the end of one or of all others, after a fresh sign-in.

Who found a browser open could else sign its owner out everywhere (OWASP ASVS 5.0, 7.5.2).
"""

from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.account.visit import Visit, for_person, seen_again, show
from services.tenant_auth.sessions.browser import forget
from services.tenant_auth.sessions.ending import end, end_all
from services.tenant_auth.sessions.session import Session
from shared.errors import Missing
from shared.phrase import phrase


@for_person(fresh=True)
async def sessions(request: Request, visit: Visit) -> Response:
    """Open sessions, the one last used first."""
    held = await Session.filter(person=visit.person.id, ended_at=None).order_by("-used_at")
    return show(
        request, "account/sessions.html", sessions=[each for each in held if each.is_open()], mine=visit.session.id
    )


@for_person(fresh=True)
async def end_one(request: Request, visit: Visit) -> Response:
    """End one of one's own; somebody else's is missing."""
    held = Session.filter(id=request.path_params["id"], person=visit.person.id, ended_at=None)
    session = await held.select_for_update().first()
    if session is None:
        raise Missing(phrase("There is no such session."))
    await end(session)
    if session.id == visit.session.id:
        return forget(seen_again("/sign-in"))
    return seen_again("/account/sessions", done="ended")


@for_person(fresh=True)
async def end_others(request: Request, visit: Visit) -> Response:
    """End all but this one."""
    del request
    await end_all(visit.person.id, but=visit.session.id)
    return seen_again("/account/sessions", done="all-ended")
